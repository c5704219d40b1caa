import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, Menu, session } from 'electron';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok } from '../../../shared/ipc/result.ts';
import { resolveHomeFolder } from '../../profile/home-folder.ts';
import { chooseProfileName, demoName, profileFolder } from '../../profile/profile-folder.ts';
import { secondDeskHome } from '../../profile/profile.ts';
import type { OpenCore, OpenProfile } from '../common/core-port.ts';
import { exchangeOrigins } from '../common/exchange-origins.ts';
import { pageHeaders } from '../common/page-policy.ts';
import { takeProfile } from '../common/profile-lock.ts';
import { readStartOptions, withoutProfile } from '../common/start-options.ts';
import { registerAppScheme, serveApp } from './app-scheme.ts';
import { bridgeCore } from './core-bridge.ts';
import { createDeskWindow, focusWindow, loadPage } from './desk-window.ts';
import { startLink, takeDialLinks, tellOfDialLinks } from './dial-links.ts';
import { allowChosenHeadsets } from './headsets.ts';
import { pinNavigation } from './navigation.ts';
import { restrictPermissions } from './permissions.ts';
import { createShellWindow } from './shell-window.ts';

export interface DesktopOptions {
  readonly openCore: OpenCore;
  readonly pageFolder: string;
  readonly preloadFile: string;
}

/** Runs the desk as an Electron app. Must be called before the app is ready. */
export function runDesktop(options: DesktopOptions): void {
  const start = readStartOptions(process.argv.slice(1));
  if ('problem' in start) {
    endWith(start.problem, 2);
    return;
  }
  registerAppScheme();
  app.enableSandbox();
  const firstHome = resolveHomeFolder();
  const home = start.isSecond ? secondDeskHome(firstHome) : firstHome;
  const profileName = start.profileName ?? (start.isSecond ? demoName : chooseProfileName(home));
  const folder = profileFolder(home, profileName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Before the lock, which is tied to this folder: one desk per profile.
  app.setPath('userData', join(folder, 'electron'));
  if (!app.requestSingleInstanceLock()) {
    endWith(`Tashi Desk is already running on the profile "${profileName}".`, 0);
    return;
  }
  pinNavigation(app);
  takeDialLinks();
  app
    .whenReady()
    .then(() => open(options, { home, profileName, folder }))
    .catch((error: unknown) => {
      endWith(
        `Tashi Desk could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        1,
      );
    });
}

interface Place {
  readonly home: string;
  readonly profileName: string;
  /** The profile's own. */
  readonly folder: string;
}

async function open(options: DesktopOptions, place: Place): Promise<void> {
  const { home, profileName } = place;
  const showWindow = (): void => {
    for (const window of BrowserWindow.getAllWindows()) focusWindow(window);
  };
  // Holds off the browser seat, which Electron's own lock does not know.
  const lock = await takeProfile(place.folder, () => {
    showWindow();
    return Promise.resolve(`Tashi Desk is already open on the profile "${profileName}".`);
  });
  if (lock.kind === 'busy') {
    endWith(lock.answer ?? `Tashi Desk is already running on the profile "${profileName}".`, 0);
    return;
  }
  const shellWindow = createShellWindow();
  const core = options.openCore({
    ...{ home, profileName, shell: 'electron', openProfile: openProfileFrom(place), window: shellWindow },
  });
  Menu.setApplicationMenu(applicationMenu());
  restrictPermissions(session.defaultSession);
  allowChosenHeadsets(session.defaultSession, place.folder);
  serveApp(session.defaultSession, options.pageFolder, pageHeaders(exchangeOrigins(home, profileName)));
  const window = createDeskWindow(options.preloadFile);
  bridgeCore(window, core);
  shellWindow.attach(window);
  app.on('second-instance', showWindow);
  const link = startLink();
  tellOfDialLinks(window);
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.once('will-quit', (event) => {
    event.preventDefault();
    shellWindow.release();
    void core
      .then((opened) => opened.close())
      .finally(() => {
        lock.release();
        app.exit(0);
      });
  });
  await Promise.all([loadPage(window, link), core]);
}

/** The folder of Electron's own files is set once per process: another profile takes another one. */
function openProfileFrom({ home, profileName }: Place): OpenProfile {
  return async (name) => {
    if (name !== profileName && !(await isFree(profileFolder(home, name)))) {
      return err(appError('profile.busy', 'user', { name }));
    }
    app.relaunch({ args: [...withoutProfile(process.argv.slice(1)), '--profile', name] });
    // By then the answer is on its way to the page.
    setImmediate(() => app.quit());
    return ok({ address: null });
  };
}

/** Whether no desk runs on it; one that does comes to the front. */
async function isFree(folder: string): Promise<boolean> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = await takeProfile(folder, () => Promise.resolve(''));
  if (lock.kind === 'taken') lock.release();
  return lock.kind === 'taken';
}

/** macOS keeps copy and paste in the menu; elsewhere the page has all there is. */
function applicationMenu(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}

function endWith(line: string, code: number): void {
  process.stderr.write(`${line}\n`);
  app.exit(code);
}
