import type { Clock } from './clock.ts';

export interface WorkerClock extends Clock {
  dispose(): void;
}

/**
 * A clock whose timers run in a worker: a browser slows the timers of a hidden tab down to one a minute, which is far
 * too late for coming back to the line. Falls back to the page's own timers where no worker can be started.
 */
export function createWorkerClock(): WorkerClock {
  const pending = new Map<number, { callback: () => void; due: number }>();
  const gapListeners = new Set<(ms: number) => void>();
  let worker = startWorker();
  let lastId = 0;

  const fire = (id: number): void => {
    const timer = pending.get(id);
    pending.delete(id);
    timer?.callback();
  };

  const fallBack = (): void => {
    worker?.terminate();
    worker = undefined;
    for (const [id, { due }] of pending) setTimeout(() => fire(id), Math.max(0, due - Date.now()));
  };

  worker?.addEventListener('message', ({ data }: MessageEvent<number | { gapMs: number }>) => {
    if (typeof data === 'number') return fire(data);
    for (const listener of [...gapListeners]) listener(data.gapMs);
  });
  worker?.addEventListener('error', fallBack);

  return {
    now: () => Date.now(),
    after: (ms, callback) => {
      lastId += 1;
      const id = lastId;
      pending.set(id, { callback, due: Date.now() + ms });
      if (worker) worker.postMessage({ id, ms });
      else setTimeout(() => fire(id), ms);
      return () => pending.delete(id);
    },
    onGap: (listener) => {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    dispose: () => {
      pending.clear();
      worker?.terminate();
      worker = undefined;
    },
  };
}

function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}
