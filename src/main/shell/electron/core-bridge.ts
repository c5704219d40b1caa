import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { eventChannel, invokeChannel } from '../../../shared/ipc/electron-channels.ts';
import type { CorePort } from '../common/core-port.ts';
import { appOrigin } from './app-scheme.ts';

/** Carries the contract between the window's page and the core. Who may ask is decided here, what is asked by the core. */
export function bridgeCore(window: BrowserWindow, core: Promise<CorePort>): void {
  ipcMain.handle(invokeChannel, async (event, name: unknown, input: unknown) => {
    const isTrusted = isOwnMainFrame(event, window);
    return (await core).invoke(String(name), input, { isTrusted });
  });
  void core.then((opened) => {
    opened.onEvent((name, payload) => {
      if (!window.isDestroyed()) window.webContents.send(eventChannel, name, payload);
    });
  });
}

function isOwnMainFrame(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  if (frame === null || window.isDestroyed()) return false;
  return event.sender === window.webContents && frame.parent === null && frame.origin === appOrigin;
}
