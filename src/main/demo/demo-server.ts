import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { nextDelayMs } from '../../shared/sync/backoff.ts';
import type { Log } from '../log.ts';
import type { Centre } from '../profile/profile.ts';
import { startServerChild, type ServerChild, type ServerChildOptions } from './server-child.ts';

const restartLimits = { baseMs: 250, maxMs: 5000 };

/** A start may fail while the server of a killed core still holds the folder; more failures than this are no accident. */
const patientAttempts = 4;

export interface DemoServer {
  /** Whether it is meant to run; it may still be starting. */
  isPowered(): boolean;
  /** Really starts or stops the process. `true` when it then is in the wanted state: listening, or gone. */
  setPower(isOn: boolean): Promise<boolean>;
  /** The running server, waiting up to `ms` for one that starts; undefined at once when it keeps failing. */
  whenReady(ms: number): Promise<Centre | undefined>;
  /** Hears each start (with the centre, whose address changes) and each end. Returns the unsubscribe. */
  onChanged(listener: (centre: Centre | undefined) => void): () => void;
  close(): Promise<void>;
}

export interface DemoServerOptions extends ServerChildOptions {
  readonly log: Log;
  readonly readyMs: number;
  /** Its first start waits for this: it takes a core of the machine for itself while the page wants to be seen. */
  readonly mayStart: Promise<unknown>;
}

/** Supervises the embedded central server of the demo: a server that ends by itself is started again. */
export function createDemoServer(options: DemoServerOptions): DemoServer {
  const listeners = new Set<(centre: Centre | undefined) => void>();
  const waiters = createWaiters<Centre | undefined>();
  let centre: Centre | undefined;
  let power: Power | undefined;
  let switching: Promise<unknown> = Promise.resolve();

  const announce = (now: Centre | undefined): void => {
    if (centre === now) return;
    centre = now;
    options.log.info(now ? 'demo server is ready' : 'demo server ended');
    for (const listener of [...listeners]) listener(now);
    if (now) waiters.settle(now);
  };
  const onChanged: DemoServer['onChanged'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const whenReady: DemoServer['whenReady'] = (ms) =>
    centre || !power ? Promise.resolve(centre) : waiters.wait(ms, undefined);
  const apply = async (isOn: boolean): Promise<boolean> => {
    if (isOn) {
      power ??= keepRunning(options, announce, () => waiters.settle(undefined));
      return (await whenReady(options.readyMs)) !== undefined;
    }
    const stopped = power;
    power = undefined;
    await stopped?.off();
    return true;
  };
  const setPower = (isOn: boolean): Promise<boolean> => {
    // Whoever waits for a start gives way to a switch turned off meanwhile.
    if (!isOn) waiters.settle(undefined);
    const next = switching.then(() => apply(isOn));
    switching = next.catch(() => undefined);
    return next;
  };
  return {
    isPowered: () => power !== undefined,
    setPower,
    whenReady,
    onChanged,
    close: async () => {
      listeners.clear();
      await setPower(false);
    },
  };
}

interface Waiters<T> {
  /** The value of the next `settle`, or `late` after `ms`. */
  wait(ms: number, late: T): Promise<T>;
  settle(value: T): void;
}

function createWaiters<T>(): Waiters<T> {
  const waiting = new Set<(value: T) => void>();
  return {
    wait: (ms, late) =>
      new Promise((resolve) => {
        const finish = (value: T): void => {
          waiting.delete(finish);
          clearTimeout(timer);
          resolve(value);
        };
        waiting.add(finish);
        const timer = setTimeout(() => finish(late), ms);
      }),
    settle(value) {
      for (const finish of [...waiting]) finish(value);
    },
  };
}

interface Power {
  off(): Promise<void>;
}

function keepRunning(
  options: DemoServerOptions,
  announce: (centre: Centre | undefined) => void,
  onFailing: () => void,
): Power {
  const switchedOff = new AbortController();
  const isOff = (): boolean => switchedOff.signal.aborted;
  let child: ServerChild | undefined;
  const loop = async (): Promise<void> => {
    if (!isOff()) await Promise.race([options.mayStart, once(switchedOff.signal, 'abort')]);
    for (let attempt = 0; !isOff(); attempt += 1) {
      child = startServerChild(options);
      const centre = await child.ready.catch(() => undefined);
      if (centre) {
        attempt = 0;
        announce(centre);
      }
      await child.exited;
      announce(undefined);
      if (isOff()) return;
      options.log.warn('demo server ended by itself', { attempt });
      if (attempt >= patientAttempts) onFailing();
      const pause = nextDelayMs(attempt, Math.random(), restartLimits);
      await delay(pause, undefined, { signal: switchedOff.signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    async off() {
      switchedOff.abort();
      await child?.stop();
      await running;
    },
  };
}
