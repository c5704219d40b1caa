import type { Clock } from '../../src/renderer/telephony/clock/clock.ts';

export interface ManualClock extends Clock {
  /** Lets time pass, with every timer at its own moment. */
  advance(ms: number): void;
  /** Time was lost. */
  gap(ms: number): void;
}

/** A clock that stands still unless it is told. */
export function manualClock(): ManualClock {
  let now = 1_700_000_000_000;
  const timers = new Set<{ due: number; callback: () => void }>();
  const gapListeners = new Set<(ms: number) => void>();
  return {
    now: () => now,
    after: (ms, callback) => {
      const timer = { due: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onGap: (listener) => {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    advance: (ms) => {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.due);
        next.callback();
      }
      now = end;
    },
    gap: (ms) => {
      now += ms;
      for (const listener of gapListeners) listener(ms);
    },
  };
}
