import { globalShortcut, Notification, type BrowserWindow, type Rectangle } from 'electron';
import type { HotKey, NoticeDeed, ShellNotice, ShellWindow } from '../../../shared/domain/shell-window.ts';
import type { EventName } from '../../../shared/ipc/channels.ts';
import { eventChannel } from '../../../shared/ipc/electron-channels.ts';
import { savePdf } from './save-pdf.ts';
import { deskSize, focusWindow } from './desk-window.ts';

const compactSize = { width: 380, height: 480 } as const;

export interface DesktopWindow extends ShellWindow {
  /** From now on it is this window; before, nothing is done. */
  attach(window: BrowserWindow): void;
  /** The desk ends: no key and no notice of it is left behind. */
  release(): void;
}

/** What Electron can do beside the page: the window above all others, keys of the whole system, notices with keys. */
export function createShellWindow(): DesktopWindow {
  let window: BrowserWindow | undefined;
  /** Where it stood before it was made small. */
  let before: Rectangle | undefined;
  let registered: readonly HotKey[] = [];
  const notices = new Map<string, Notification>();

  const tell = (name: EventName, payload: unknown): void => {
    if (window && !window.isDestroyed()) window.webContents.send(eventChannel, name, payload);
  };
  const setCompact = (isOn: boolean): void => {
    if (!window || window.isDestroyed() || isOn === (before !== undefined)) return;
    if (isOn) {
      if (window.isMaximized()) window.unmaximize();
      before = window.getBounds();
      window.setMinimumSize(compactSize.width, compactSize.height);
      window.setSize(compactSize.width, compactSize.height);
    } else {
      window.setMinimumSize(deskSize.minWidth, deskSize.minHeight);
      if (before) window.setBounds(before);
      before = undefined;
    }
    window.setAlwaysOnTop(isOn, 'floating');
  };
  const setHotKeys = (keys: readonly HotKey[]): readonly HotKey[] => {
    for (const { accelerator } of registered) globalShortcut.unregister(accelerator);
    const isOurs = ({ id, accelerator }: HotKey): boolean =>
      globalShortcut.register(accelerator, () => tell('hotKeyPressed', { id }));
    registered = keys.filter(isOurs);
    return keys.filter((key) => !registered.includes(key));
  };
  const closeNotice = (id: string): void => {
    notices.get(id)?.close();
    notices.delete(id);
  };
  const closeNotices = (): void => {
    for (const id of [...notices.keys()]) closeNotice(id);
  };
  const pressed = (id: string, deed: NoticeDeed): void => {
    notices.delete(id);
    // A call is refused without leaving what the agent is at.
    if (window && !window.isDestroyed() && deed !== 'reject') focusWindow(window);
    tell('noticePressed', { id, deed });
  };
  return {
    attach: (made) => {
      window = made;
      // A fresh page knows nothing of what the one before asked for.
      made.webContents.on('render-process-gone', () => {
        setCompact(false);
        setHotKeys([]);
        closeNotices();
      });
    },
    release: () => {
      setHotKeys([]);
      closeNotices();
    },
    setCompact,
    setHotKeys,
    showNotice: (notice) => {
      closeNotice(notice.id);
      if (!Notification.isSupported()) return;
      const shown = noticeOf(notice);
      notices.set(notice.id, shown);
      // Where the system shows no keys, the notice as a whole brings the desk.
      shown.on('click', () => pressed(notice.id, 'open'));
      shown.on('action', ({ actionIndex }) => pressed(notice.id, actionIndex === 0 ? 'answer' : 'reject'));
      shown.show();
    },
    closeNotice,
    savePdf: (name) => savePdf(window, name),
  };
}

function noticeOf({ title, body, answerText, rejectText }: ShellNotice): Notification {
  return new Notification({
    ...{ title, body, silent: true, timeoutType: 'never', urgency: 'critical' },
    actions: [
      { type: 'button', text: answerText },
      { type: 'button', text: rejectText },
    ],
  });
}
