import { BrowserWindow } from 'electron';
import { eventChannel } from '../../../shared/ipc/electron-channels.ts';
import type { EventName } from '../../../shared/ipc/channels.ts';
import { startAddress } from './app-scheme.ts';

/** Below this the columns have no room. */
export const deskSize = { minWidth: 1024, minHeight: 640 } as const;

/** The one window of the desk. Its page has no Node, no other origin and no way to another page. */
export function createDeskWindow(preloadFile: string): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Tashi Desk',
    width: 1366,
    height: 768,
    minWidth: deskSize.minWidth,
    minHeight: deskSize.minHeight,
    show: false,
    backgroundColor: '#faf7f2',
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      // The phone keeps its pings and back-off while the window is hidden, and rings before the first click.
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') window.webContents.reload();
  });
  window.webContents.on('will-prevent-unload', () => {
    // A browser would ask the agent by itself; here nothing would happen, and nobody would know why.
    focusWindow(window);
    window.webContents.send(eventChannel, 'leaveAsked' satisfies EventName, {});
  });
  return window;
}

/** `link`: what the system started the desk to call. */
export function loadPage(window: BrowserWindow, link?: string): Promise<void> {
  return window.loadURL(link === undefined ? startAddress : `${startAddress}?dial=${encodeURIComponent(link)}`);
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
