import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { profileFolder } from '../../../profile/profile-folder.ts';
import { takeProfile } from '../../common/profile-lock.ts';
import type { ProfileOpening } from '../launch-messages.ts';
import { openAppWindow, outcomeOf, type AppWindow } from './app-window.ts';
import { keepCore, type CoreKeeper, type FromSeat } from './core-keeper.ts';
import { createEntrance, type Entrance } from './entrance.ts';
import { findBrowser, hasDisplay } from './find-browser.ts';
import { openFrontDoor, type FrontDoor } from './front-door.ts';
import { newPort, originUrl, readOrigin, writeOrigin, type SeatOrigin } from './origin-store.ts';

export interface SeatOptions {
  readonly home: string;
  readonly profileName: string;
  /** False: print the address instead of opening a window. */
  readonly shouldOpen: boolean;
  /** File of the core process. */
  readonly coreEntry: string;
  readonly say: (line: string) => void;
  /** The agent closed the window. */
  readonly onClosed: () => void;
  readonly onOpenProfile: (name: string) => Promise<ProfileOpening>;
}

/** Pages that are left ask for a new core every two seconds. */
const attachWithinMs = 5_000;

/** The browser seat on one profile: its lock, its address, its core and, where there is one, its window. */
export interface Seat {
  readonly profileName: string;
  /** Settles when a page came in. */
  readonly entered: Promise<unknown>;
  /** Opens its window, or prints its address. */
  show(): void;
  /** For the page of another profile that is to go here; null where this seat has a window of its own. */
  addressForPage(): string | null;
  /** A new core on the same address, for the profile as it now is; begins when the page has been told. */
  startAnew(): void;
  close(): Promise<void>;
  /** Waits for nothing. */
  kill(): void;
}

/** Answers the line of the desk that has the profile instead, if it gave one. */
export async function openSeat(options: SeatOptions): Promise<Seat | { readonly busy: string }> {
  const folder = profileFolder(options.home, options.profileName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const seat = new BrowserSeat(options, folder);
  const lock = await takeProfile(folder, () => Promise.resolve(seat.showAgain()));
  if (lock.kind === 'busy') {
    return { busy: lock.answer ?? `Tashi Desk is already running on the profile "${options.profileName}".` };
  }
  await seat.open(lock.release);
  return seat;
}

class BrowserSeat implements Seat {
  readonly #options: SeatOptions;
  /** The profile's own. */
  readonly #folder: string;
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #entered = Promise.withResolvers<undefined>();
  #release: () => void = () => undefined;
  #door: FrontDoor | undefined;
  #entrance: Entrance | undefined;
  #keeper: CoreKeeper | undefined;
  #window: AppWindow | undefined;
  #handle: string | null = null;
  #pages = 0;
  /** Counted by a core that is gone: pages are on their way to the next one, or gone as well. */
  #isCountOld = false;
  #wasEntered = false;
  #startsAnew = false;

  constructor(options: SeatOptions, folder: string) {
    this.#options = options;
    this.#folder = folder;
  }

  get profileName(): string {
    return this.#options.profileName;
  }

  get entered(): Promise<unknown> {
    return this.#entered.promise;
  }

  async open(release: () => void): Promise<void> {
    this.#release = release;
    const { door, origin } = await this.#openDoor();
    this.#door = door;
    const url = originUrl(origin);
    const { home, profileName, coreEntry, say } = this.#options;
    this.#entrance = createEntrance(url, join(this.#folder, 'browser'));
    this.#keeper = keepCore({
      entry: coreEntry,
      codeCacheFolder: join(home, 'cache', 'code'),
      start: () => {
        this.#isCountOld = true;
        return {
          ...{ t: 'start', home, profileName, origin: url, secret: this.#secret },
          ...(this.#handle !== null && { handle: this.#handle }),
        };
      },
      onMessage: (message) => {
        this.#hear(message);
      },
      onLost: (delayMs) => {
        const when = delayMs === 0 ? 'now' : `in ${String(delayMs)} ms`;
        say(`The core of Tashi Desk ended unexpectedly; it starts again ${when}.`);
      },
    });
  }

  /** For a second start on the same profile. */
  showAgain(): string {
    if (this.#pages > 0) return `Tashi Desk is already open on the profile "${this.profileName}".`;
    return this.#printed();
  }

  show(): void {
    const { say, onClosed } = this.#options;
    const browser = this.#browser();
    const file = browser === null ? undefined : this.#entrance?.file();
    if (browser === null || !file) {
      say(this.#printed());
      return;
    }
    say(`Tashi Desk opens in ${browser}. Closing its window ends it.`);
    const window = openAppWindow(browser, join(this.#folder, 'browser'), file.url);
    this.#window = window;
    void outcomeOf(window, { wasEntered: () => this.#wasEntered, pages: () => this.#pages }).then((outcome) => {
      file.remove();
      if (outcome === 'closed') {
        onClosed();
        return;
      }
      say('The browser ended before it showed the page.');
      say(this.#printed());
    });
  }

  addressForPage(): string | null {
    return this.#browser() === null ? (this.#entrance?.handOver() ?? null) : null;
  }

  startAnew(): void {
    this.#startsAnew = true;
  }

  async close(): Promise<void> {
    this.#door?.close();
    this.#window?.close();
    await this.#keeper?.stop();
    this.#release();
  }

  kill(): void {
    this.#keeper?.kill();
  }

  /** The one to show a window in. */
  #browser(): string | null {
    return this.#options.shouldOpen && hasDisplay() ? findBrowser() : null;
  }

  async #openDoor(): Promise<{ door: FrontDoor; origin: SeatOrigin }> {
    const stored = readOrigin(this.#folder);
    let origin = stored;
    for (;;) {
      const door = await openFrontDoor(origin.port, (socket) => this.#keeper?.handOver(socket));
      if (door) {
        writeOrigin(this.#folder, origin);
        return { door, origin };
      }
      origin = { ...stored, port: newPort() };
      this.#options.say(
        `Port ${String(stored.port)} is taken by another program; trying ${String(origin.port)}. The browser may ask for the microphone again.`,
      );
    }
  }

  #hear(message: FromSeat): void {
    switch (message.t) {
      case 'handle':
        this.#handle = message.handle;
        return;
      case 'pages':
        this.#pages = message.count;
        this.#isCountOld = false;
        return;
      case 'redeem':
        this.#redeem(message.id, message.nonce);
        return;
      case 'openProfile':
        void this.#options.onOpenProfile(message.name).then((opening) => {
          this.#keeper?.send({ t: 'profileOpening', id: message.id, opening });
        });
        return;
      case 'pageTold':
        if (this.#startsAnew) this.#keeper?.startAnew();
        this.#startsAnew = false;
        return;
      case 'open':
        setTimeout(() => {
          if (this.#isCountOld) this.#pages = 0;
        }, attachWithinMs).unref();
        return;
    }
  }

  #redeem(id: number, nonce: string): void {
    const verdict = this.#entrance?.redeem(nonce) ?? 'unknown';
    if (verdict === 'admitted') {
      this.#wasEntered = true;
      this.#entered.resolve(undefined);
    }
    if (verdict === 'used') this.#options.say('An entrance that was used before was tried again and refused.');
    this.#keeper?.send({ t: 'redeemed', id, verdict });
  }

  #printed(): string {
    if (!this.#entrance) return 'Tashi Desk is starting.';
    const address = this.#entrance.address();
    return `Open Tashi Desk in Chromium, Chrome or Edge on this machine: ${address} (works once, within 10 minutes; "npm start" again for another)`;
  }
}
