import type { RolePlayStoreParts } from './role-play-parts.ts';

/** How often this desk says that it is there, and after what silence the other one is not, ms. */
const sayEveryMs = 4_000;
const silentMs = 14_000;

export interface Touch {
  /** While the two have agreed. */
  follow(isOn: boolean): void;
  /** Anything came from the other desk. */
  heard(): void;
}

/** Two desks tell each other that they are still there: a window that was closed, a machine that sleeps, says nothing. */
export function keepInTouch(
  { now, after }: Pick<RolePlayStoreParts, 'now' | 'after'>,
  { say, onSilent }: { readonly say: () => void; readonly onSilent: () => void },
): Touch {
  let heardAt = 0;
  let lookedAt = 0;
  let cancel: (() => void) | undefined;
  const look = (): void => {
    // Whose own machine slept has not listened: the other one gets the time to be heard.
    if (now() - lookedAt > silentMs) heardAt = now();
    lookedAt = now();
    if (now() - heardAt > silentMs) {
      onSilent();
      return;
    }
    say();
    cancel = after(sayEveryMs, look);
  };
  return {
    follow: (isOn) => {
      if (isOn === (cancel !== undefined)) return;
      cancel?.();
      cancel = undefined;
      if (!isOn) return;
      [heardAt, lookedAt] = [now(), now()];
      cancel = after(sayEveryMs, look);
    },
    heard: () => {
      heardAt = now();
    },
  };
}
