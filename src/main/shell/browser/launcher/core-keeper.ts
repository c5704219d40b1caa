import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { CoreStart, FromCore, ToCore } from '../launch-messages.ts';
import { openCrossing, type Crossing } from './crossing.ts';
import { planRestart } from './restart-plan.ts';

export interface CoreKeeper {
  handOver(socket: Socket): void;
  send(message: ToCore): void;
  /** Ends the core and starts another; connections wait meanwhile. */
  startAnew(): void;
  /** Ends the core: asked first, killed when it does not end by itself. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** What is not about connections. */
export type FromSeat = Exclude<FromCore, { t: 'listening' | 'taken' }>;

export interface CoreKeeperOptions {
  readonly entry: string;
  /** Where the core keeps its compiled code: it starts in half the time from there. */
  readonly codeCacheFolder: string;
  /** Asked before each start, so that a restarted core gets the newest handle. */
  readonly start: () => CoreStart;
  readonly onMessage: (message: FromSeat) => void;
  /** The core ended unasked and comes back after `delayMs`. */
  readonly onLost: (delayMs: number) => void;
}

/** For the last messages of a core that is gone. */
const lastWordsMs = 20;
/** Connections that may wait for a core; a page opens a handful. */
const maxWaiting = 64;
/** The core may have to wait for the demo's server, which flushes its database. */
const stopPatienceMs = 25_000;

/** Keeps one core process running, and hands it the connections. */
export function keepCore(options: CoreKeeperOptions): CoreKeeper {
  let child: ChildProcess | undefined;
  let crossing: Crossing | undefined;
  let isListening = false;
  let isStopping = false;
  let shortRuns = 0;
  let restartTimer: NodeJS.Timeout | undefined;
  /** The core that makes way for another. */
  let leaving: { readonly process: ChildProcess; readonly gone: Promise<void> } | undefined;
  const waiting: Socket[] = [];

  function handOver(socket: Socket): void {
    if (isListening) crossing?.send(socket);
    else if (!isStopping && waiting.length < maxWaiting) waiting.push(socket);
    else socket.destroy();
  }

  function spawnCore(): void {
    const startedAt = performance.now();
    let hasOpened = false;
    const next = forkCore(options);
    const toIt = openCrossing(next);
    child = next;
    crossing = toIt;
    next.on('message', (message: FromCore) => {
      if (message.t === 'open') hasOpened = true;
      if (message.t === 'taken') return toIt.taken(message.id);
      if (message.t !== 'listening') {
        options.onMessage(message);
        return;
      }
      if (child !== next) return;
      isListening = true;
      for (const socket of waiting.splice(0)) toIt.send(socket);
    });
    next.on('error', () => undefined); // a failed send; the end of the process is what counts
    next.on('exit', () => {
      const hasEndedUnasked = child === next;
      if (hasEndedUnasked) {
        child = undefined;
        isListening = false;
      }
      // Not yet: what it said last may still be on its way here.
      setTimeout(() => {
        for (const socket of toIt.takeBack()) handOver(socket);
      }, lastWordsMs);
      if (!hasEndedUnasked || isStopping) return;
      const plan = planRestart({ ranMs: performance.now() - startedAt, hasOpened, shortRunsBefore: shortRuns });
      shortRuns = plan.shortRuns;
      options.onLost(plan.delayMs);
      restartTimer = setTimeout(spawnCore, plan.delayMs);
    });
    next.send(options.start() satisfies ToCore);
  }
  spawnCore();

  return {
    handOver(socket) {
      socket.on('error', () => socket.destroy());
      handOver(socket);
    },
    send(message) {
      if (child?.connected) child.send(message);
    },
    startAnew() {
      if (!child || isStopping) return;
      const gone = endProcess(child).then(() => {
        leaving = undefined;
        if (!isStopping) spawnCore();
      });
      leaving = { process: child, gone };
      child = undefined;
      isListening = false;
    },
    stop() {
      isStopping = true;
      clearTimeout(restartTimer);
      for (const socket of waiting.splice(0)) socket.destroy();
      return child ? endProcess(child) : (leaving?.gone ?? Promise.resolve());
    },
    kill() {
      (child ?? leaving?.process)?.kill('SIGKILL');
    },
  };
}

/**
 * In its own process group: Ctrl-C in the terminal reaches the launcher, which then asks the core to close. It trusts the
 * certificates that this machine trusts, such as those of a centre's own authority.
 */
function forkCore({ entry, codeCacheFolder }: CoreKeeperOptions): ChildProcess {
  return fork(entry, [], {
    detached: process.platform !== 'win32',
    env: { ...process.env, NODE_COMPILE_CACHE: codeCacheFolder, NODE_USE_SYSTEM_CA: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.send({ t: 'stop' } satisfies ToCore);
    else child.kill('SIGTERM');
  });
}
