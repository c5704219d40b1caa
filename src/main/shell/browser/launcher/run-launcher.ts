import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { resolveHomeFolder } from '../../../profile/home-folder.ts';
import { chooseProfileName, demoName } from '../../../profile/profile-folder.ts';
import { secondDeskHome } from '../../../profile/profile.ts';
import { readStartOptions } from '../../common/start-options.ts';
import type { ProfileOpening } from '../launch-messages.ts';
import { openSeat, type Seat } from './open-seat.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export interface LauncherParts {
  /** File of the core process. */
  readonly coreEntry: string;
  /** Makes a profile of a configuration file; answers the exit code. */
  readonly setUp: (request: {
    readonly home: string;
    readonly file: string;
    readonly isReplacing: boolean;
    readonly say: (line: string) => void;
  }) => Promise<number>;
}

/**
 * The browser seat's parent process. It owns what must outlive a killed core: the address, the session, the entrances
 * and the handle to the agent's open seat. Answers the exit code when the desk is over.
 */
export async function runLauncher(argv: readonly string[], parts: LauncherParts): Promise<number> {
  const options = readStartOptions(argv);
  if ('problem' in options) {
    say(options.problem);
    return 2;
  }
  const home = resolveHomeFolder();
  const { setUpFile, isReplacing, shouldOpen } = options;
  if (setUpFile !== undefined) {
    // npm runs its scripts in the package's folder, and tells where it was called.
    const file = resolve(process.env['INIT_CWD'] ?? '.', setUpFile);
    return parts.setUp({ home, file, isReplacing, say });
  }
  const { coreEntry } = parts;
  if (options.isSecond) {
    say('The second desk of the demo. The first one runs their centre and has to be open, too: npm start');
    return new Desk({ home: secondDeskHome(home), shouldOpen, coreEntry }).run(options.profileName ?? demoName);
  }
  return new Desk({ home, shouldOpen, coreEntry }).run(options.profileName ?? chooseProfileName(home));
}

interface DeskOptions {
  readonly home: string;
  readonly shouldOpen: boolean;
  readonly coreEntry: string;
}

/** A page that was sent to another profile and does not come. */
const wayMs = 30_000;

/** One run of the browser seat: on one profile at a time. */
class Desk {
  readonly #options: DeskOptions;
  readonly #over = Promise.withResolvers<number>();
  /** The last one is where the agent is or goes. */
  readonly #seats: Seat[] = [];
  #isOpening = false;
  /** Settles when the seat before has closed its files. */
  #left: Promise<void> = Promise.resolve();
  #isEnding = false;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  async run(profileName: string): Promise<number> {
    const first = await this.#open(profileName);
    if ('busy' in first) {
      say(first.busy);
      return 0;
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.#end());
    first.show();
    const code = await this.#over.promise;
    await Promise.all(this.#seats.map((seat) => seat.close()));
    return code;
  }

  /** Asked a second time, it waits for nothing. */
  #end(): void {
    if (this.#isEnding) for (const seat of this.#seats) seat.kill();
    this.#isEnding = true;
    this.#over.resolve(0);
  }

  async #open(profileName: string): Promise<Seat | { readonly busy: string }> {
    const opened = await openSeat({
      ...{ ...this.#options, profileName, say },
      onClosed: () => {
        if (this.#seats.at(-1)?.profileName === profileName) this.#over.resolve(0);
      },
      onOpenProfile: (name) => this.#goTo(profileName, name),
    });
    if (!('busy' in opened)) this.#seats.push(opened);
    return opened;
  }

  /** From one profile to another: the new seat stands before the old one ends, so that the agent is never left with none. */
  async #goTo(fromName: string, name: string): Promise<ProfileOpening> {
    const from = this.#seats.at(-1);
    if (this.#isOpening || this.#isEnding || from?.profileName !== fromName) return 'busy';
    if (name === fromName) {
      from.startAnew();
      return { address: null };
    }
    this.#isOpening = true;
    // Whoever turns back at once comes to a seat that may still be closing its files.
    await this.#left;
    const next = await this.#open(name).catch(() => ({ busy: '' }));
    this.#isOpening = false;
    if ('busy' in next) return 'busy';
    next.show();
    this.#left = Promise.race([next.entered, delay(wayMs)]).then(() => this.#leave(from));
    return { address: next.addressForPage() };
  }

  async #leave(seat: Seat): Promise<void> {
    await seat.close();
    this.#seats.splice(this.#seats.indexOf(seat), 1);
  }
}
