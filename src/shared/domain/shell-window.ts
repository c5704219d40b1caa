import { z } from 'zod';

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

/** What a shell can do that has a window of its own; presses reach the page as the events `hotKeyPressed` and `noticePressed`. */
export interface ShellWindow {
  setCompact(isOn: boolean): void;
  /** These and no others from now on; answers those that another program has already. */
  setHotKeys(keys: readonly HotKey[]): readonly HotKey[];
  /** One notice per id: shown again it takes the place of the one before. */
  showNotice(notice: ShellNotice): void;
  closeNotice(id: string): void;
}
