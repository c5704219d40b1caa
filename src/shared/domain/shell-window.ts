import { z } from 'zod';
import type { Result } from '../ipc/result.ts';

/**
 * A key that works while another program has the keyboard, as Electron writes it: `Alt+Shift+Q`, `F2`. A letter alone is
 * what somebody types there.
 */
const acceleratorSchema = z
  .string()
  .regex(
    /^(?:Control\+)?(?:Alt\+)?(?:Shift\+)?F(?:[1-9]|1\d|2[0-4])$|^(?:Control\+Alt\+|Control\+|Alt\+)(?:Shift\+)?[A-Z]$/,
  );

/** What makes sense while another program has the keyboard; actions of the desk's key map. */
export const hotKeyActions = [
  ...(['answer', 'rejectWaiting', 'endCall', 'toggleHold', 'toggleMute', 'toggleReady', 'smallWindow'] as const),
] as const;

export const hotKeySchema = z.object({
  id: z.enum(hotKeyActions),
  accelerator: acceleratorSchema,
});
export type HotKey = z.infer<typeof hotKeySchema>;

/** A call that rings out of sight, as the system shows it. */
export const shellNoticeSchema = z.object({
  id: z.string().min(1).max(80),
  title: z.string().max(200),
  body: z.string().max(400),
  answerText: z.string().max(80),
  rejectText: z.string().max(80),
});
export type ShellNotice = z.infer<typeof shellNoticeSchema>;

/** `open`: the notice itself was pressed, or where the system has no keys on notices. */
export const noticeDeedSchema = z.enum(['open', 'answer', 'reject']);
export type NoticeDeed = z.infer<typeof noticeDeedSchema>;

/** A file that is proposed under this name: no way out of the folder, and nothing that a system refuses. */
export const pdfNameSchema = z
  .string()
  .max(120)
  .regex(/^[^\p{Cc}<>:"/\\|?*.][^\p{Cc}<>:"/\\|?*]*\.pdf$/u);

/** `left`: the agent thought better of it. */
export const savedFileSchema = z.enum(['saved', 'left']);
export type SavedFile = z.infer<typeof savedFileSchema>;

/** What a shell can do that has a window of its own; presses reach the page as the events `hotKeyPressed` and `noticePressed`. */
export interface ShellWindow {
  setCompact(isOn: boolean): void;
  /** These and no others from now on; answers those that another program has already. */
  setHotKeys(keys: readonly HotKey[]): readonly HotKey[];
  /** One notice per id: shown again it takes the place of the one before. */
  showNotice(notice: ShellNotice): void;
  closeNotice(id: string): void;
  /** What the page prints as it stands, into a file that the agent chooses. Fails with `file.notSaved` or `storage.diskFull`. */
  savePdf(name: string): Promise<Result<SavedFile>>;
}
