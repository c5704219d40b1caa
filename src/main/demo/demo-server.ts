import { setTimeout as delay } from 'node:timers/promises';
import { nextDelayMs } from '../../shared/sync/backoff.ts';
import type { Log } from '../log.ts';
import type { Centre } from '../profile/profile.ts';
import { startServerChild, type ServerChild, type ServerChildOptions } from './server-child.ts';

const restartLimits = { baseMs: 250, maxMs: 5000 };

export interface DemoServer {
  /** Whether it is meant to run; it may still be starting. */
  isPowered(): boolean;
  /** Really starts or stops the process. `true` when it then is in the wanted state: listening, or gone. */
  setPower(isOn: boolean): Promise<boolean>;
  /** The running server, waiting up to `ms` for one that starts. */
  whenReady(ms: number): Promise<Centre | undefined>;
  /** Hears each start (with the centre, whose address changes) and each end. Returns the unsubscribe. */
  onChanged(listener: (centre: Centre | undefined) => void): () => void;
  close(): Promise<void>;
}

/** Supervises the embedded central server of the demo: a server that ends by itself is started again. */
export function createDemoServer(
  options: ServerChildOptions & { readonly log: Log; readonly readyMs: number },
): DemoServer {
  const listeners = new Set<(centre: Centre | undefined) => void>();
  let centre: Centre | undefined;
  let power: Power | undefined;
  let switching: Promise<unknown> = Promise.resolve();

  const announce = (now: Centre | undefined): void => {
    if (centre === now) return;
    centre = now;
    options.log.info(now ? 'demo server is ready' : 'demo server ended');
    for (const listener of [...listeners]) listener(now);
  };
  const onChanged: DemoServer['onChanged'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const whenReady: DemoServer['whenReady'] = (ms) => {
    if (centre || !power) return Promise.resolve(centre);
    return new Promise((resolve) => {
      const finish = (found: Centre | undefined): void => {
        unsubscribe();
        clearTimeout(timer);
        resolve(found);
      };
      const unsubscribe = onChanged((now) => now && finish(now));
      const timer = setTimeout(() => finish(undefined), ms);
    });
  };
  const apply = async (isOn: boolean): Promise<boolean> => {
    if (isOn) {
      power ??= keepRunning(options, announce);
      return (await whenReady(options.readyMs)) !== undefined;
    }
    const stopped = power;
    power = undefined;
    await stopped?.off();
    return true;
  };
  const setPower = (isOn: boolean): Promise<boolean> => {
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
      await power?.off();
      await setPower(false);
    },
  };
}

interface Power {
  off(): Promise<void>;
}

function keepRunning(
  options: ServerChildOptions & { log: Log },
  announce: (centre: Centre | undefined) => void,
): Power {
  const switchedOff = new AbortController();
  const isOff = (): boolean => switchedOff.signal.aborted;
  let child: ServerChild | undefined;
  const loop = async (): Promise<void> => {
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
