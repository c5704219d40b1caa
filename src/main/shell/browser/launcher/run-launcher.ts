import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolveHomeFolder } from '../../../profile/home-folder.ts';
import { chooseProfileName, profileFolder } from '../../../profile/profile-folder.ts';
import { takeProfile } from '../../common/profile-lock.ts';
import { readStartOptions } from '../../common/start-options.ts';
import type { FromCore } from '../launch-messages.ts';
import { openAppWindow, outcomeOf, type AppWindow } from './app-window.ts';
import { keepCore, type CoreKeeper } from './core-keeper.ts';
import { createEntrance, type Entrance } from './entrance.ts';
import { findBrowser, hasDisplay } from './find-browser.ts';
import { openFrontDoor, type FrontDoor } from './front-door.ts';
import { newPort, originUrl, readOrigin, writeOrigin, type SeatOrigin } from './origin-store.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * The browser seat's parent process. It owns what must outlive a killed core: the address, the session, the entrances
 * and the handle to the agent's open seat. Answers the exit code when the seat is over.
 * @param coreEntry file of the core process.
 */
export async function runLauncher(argv: readonly string[], coreEntry: string): Promise<number> {
  const options = readStartOptions(argv);
  if ('problem' in options) {
    say(options.problem);
    return 2;
  }
  const home = resolveHomeFolder();
  const profileName = options.profileName ?? chooseProfileName(home);
  const folder = profileFolder(home, profileName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const seat = new Seat({ home, profileName, folder, shouldOpen: options.shouldOpen });
  const lock = await takeProfile(folder, () => Promise.resolve(seat.showAgain()));
  if (lock.kind === 'busy') {
    say(lock.answer ?? `Tashi Desk is already running on the profile "${profileName}".`);
    return 0;
  }
  try {
    return await seat.run(coreEntry);
  } finally {
    lock.release();
  }
}

interface SeatPlace {
  readonly home: string;
  readonly profileName: string;
  /** The profile's own. */
  readonly folder: string;
  readonly shouldOpen: boolean;
}

/** One run of the browser seat. */
class Seat {
  readonly #place: SeatPlace;
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #over = Promise.withResolvers<number>();
  #entrance: Entrance | undefined;
  #keeper: CoreKeeper | undefined;
  #window: AppWindow | undefined;
  #handle: string | null = null;
  #pages = 0;
  #wasEntered = false;
  #isEnding = false;

  constructor(place: SeatPlace) {
    this.#place = place;
  }

  async run(coreEntry: string): Promise<number> {
    const { door, origin } = await this.#open();
    const url = originUrl(origin);
    this.#entrance = createEntrance(url, join(this.#place.folder, 'browser'));
    this.#keeper = keepCore({
      entry: coreEntry,
      codeCacheFolder: join(this.#place.home, 'cache', 'code'),
      start: () => ({
        t: 'start',
        home: this.#place.home,
        profileName: this.#place.profileName,
        origin: url,
        secret: this.#secret,
        ...(this.#handle !== null && { handle: this.#handle }),
      }),
      onMessage: (message) => {
        this.#hear(message);
      },
      onLost: (delayMs) => {
        say(
          `The core of Tashi Desk ended unexpectedly; it starts again ${delayMs === 0 ? 'now' : `in ${String(delayMs)} ms`}.`,
        );
      },
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#end());
    this.#show();
    const code = await this.#over.promise;
    door.close();
    this.#window?.close();
    await this.#keeper.stop();
    return code;
  }

  /** Asked a second time, it waits for nothing. */
  #end(): void {
    if (this.#isEnding) this.#keeper?.kill();
    this.#isEnding = true;
    this.#over.resolve(0);
  }

  /** For a second start on the same profile. */
  showAgain(): string {
    if (this.#pages > 0) return `Tashi Desk is already open on the profile "${this.#place.profileName}".`;
    return this.#printed();
  }

  async #open(): Promise<{ door: FrontDoor; origin: SeatOrigin }> {
    const stored = readOrigin(this.#place.folder);
    let origin = stored;
    for (;;) {
      const door = await openFrontDoor(origin.port, (socket) => this.#keeper?.handOver(socket));
      if (door) {
        writeOrigin(this.#place.folder, origin);
        return { door, origin };
      }
      origin = { ...stored, port: newPort() };
      say(
        `Port ${String(stored.port)} is taken by another program; trying ${String(origin.port)}. The browser may ask for the microphone again.`,
      );
    }
  }

  #hear(message: Exclude<FromCore, { t: 'listening' }>): void {
    switch (message.t) {
      case 'handle':
        this.#handle = message.handle;
        return;
      case 'pages':
        this.#pages = message.count;
        return;
      case 'redeem': {
        const verdict = this.#entrance?.redeem(message.nonce) ?? 'unknown';
        if (verdict === 'admitted') this.#wasEntered = true;
        if (verdict === 'used') say('An entrance that was used before was tried again and refused.');
        this.#keeper?.send({ t: 'redeemed', id: message.id, verdict });
        return;
      }
      case 'open':
        return;
    }
  }

  #show(): void {
    const browser = findBrowser();
    if (!this.#place.shouldOpen || browser === null || !hasDisplay()) {
      say(this.#printed());
      return;
    }
    const file = this.#entrance?.file();
    if (!file) return;
    say(`Tashi Desk opens in ${browser}. Closing its window ends it.`);
    const window = openAppWindow(browser, join(this.#place.folder, 'browser'), file.url);
    this.#window = window;
    void outcomeOf(window, { wasEntered: () => this.#wasEntered, pages: () => this.#pages }).then((outcome) => {
      file.remove();
      if (outcome === 'closed') {
        this.#over.resolve(0);
        return;
      }
      say('The browser ended before it showed the page.');
      say(this.#printed());
    });
  }

  #printed(): string {
    if (!this.#entrance) return 'Tashi Desk is starting.';
    const address = this.#entrance.address();
    return `Open Tashi Desk in Chromium, Chrome or Edge on this machine: ${address} (works once, within 10 minutes; "npm start" again for another)`;
  }
}
