import { z } from 'zod';
import {
  hotKeyActions,
  hotKeySchema,
  pdfNameSchema,
  savedFileSchema,
  shellNoticeSchema,
} from '../domain/shell-window.ts';

/** Not done where the shell is a browser, which has other ways. */
const done = z.object({ isDone: z.boolean() });

/** What the page asks of a shell that has a window of its own. */
export const windowCommands = {
  /** Makes the desk's window small and keeps it above all others, or as it was. */
  'window:compact': { input: z.object({ isOn: z.boolean() }), output: done },
  /** These keys and no others work while another program has the keyboard. `taken`: ids of those that another one has. */
  'window:hotKeys': {
    input: z.object({ keys: z.array(hotKeySchema).max(hotKeyActions.length) }),
    output: done.extend({ taken: z.array(z.string()) }),
  },
  'window:showNotice': { input: shellNoticeSchema, output: done },
  /** The page as it prints, as a PDF file that the agent chooses. Fails with `file.notSaved` or `storage.diskFull`. */
  'window:savePdf': {
    input: z.object({ name: pdfNameSchema }),
    output: done.extend({ file: savedFileSchema.optional() }),
  },
  'window:closeNotice': { input: z.object({ id: z.string().min(1).max(80) }), output: done },
};
