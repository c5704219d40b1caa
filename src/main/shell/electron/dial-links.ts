import { app, type BrowserWindow } from 'electron';
import type { EventName } from '../../../shared/ipc/channels.ts';
import { eventChannel } from '../../../shared/ipc/electron-channels.ts';
import { dialLinkOf } from '../common/dial-argument.ts';

/** A link that came before there was a window, on macOS as an event. */
let early: string | undefined;

/** Must run before the app is ready. An app that is only being tried out takes no links from the system. */
export function takeDialLinks(): void {
  if (app.isPackaged) for (const scheme of ['tel', 'sip']) app.setAsDefaultProtocolClient(scheme);
  early = dialLinkOf(process.argv.slice(1));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    early = url;
  });
}

/** The link that the desk was started with: its page finds it in its address. */
export function startLink(): string | undefined {
  const link = early;
  early = undefined;
  return link;
}

/** From now on links reach the page, which shows them and calls nobody by itself. */
export function tellOfDialLinks(window: BrowserWindow): void {
  const tell = (link: string | undefined): void => {
    if (link === undefined || window.isDestroyed()) return;
    window.webContents.send(eventChannel, 'dialAsked' satisfies EventName, { link });
  };
  app.removeAllListeners('open-url');
  app.on('open-url', (event, url) => {
    event.preventDefault();
    tell(dialLinkOf([url]));
  });
  app.on('second-instance', (_event, argv) => {
    tell(dialLinkOf(argv.slice(1)));
  });
}
