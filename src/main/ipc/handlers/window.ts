import type { ShellWindow } from '../../../shared/domain/shell-window.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type WindowCommand =
  'window:compact' | 'window:hotKeys' | 'window:showNotice' | 'window:closeNotice' | 'window:savePdf';

/** `isDone` is false where the shell is a browser, which has other ways. */
export function windowHandlers(shell: ShellWindow | undefined): Pick<Handlers, WindowCommand> {
  const isDone = shell !== undefined;
  return {
    async 'window:compact'({ isOn }) {
      shell?.setCompact(isOn);
      return ok({ isDone });
    },
    'window:hotKeys': async ({ keys }) =>
      ok({ isDone, taken: [...(shell?.setHotKeys(keys) ?? [])].map(({ id }) => id) }),
    async 'window:showNotice'(notice) {
      shell?.showNotice(notice);
      return ok({ isDone });
    },
    async 'window:closeNotice'({ id }) {
      shell?.closeNotice(id);
      return ok({ isDone });
    },
    async 'window:savePdf'({ name }) {
      const saved = await shell?.savePdf(name);
      if (!saved) return ok({ isDone });
      return saved.ok ? ok({ isDone, file: saved.value }) : saved;
    },
  };
}
