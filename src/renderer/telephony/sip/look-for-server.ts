import type { Clock } from '../clock/clock.ts';
import type { OpenLink } from '../wire/link.ts';

export interface LookForServerParts {
  readonly clock: Clock;
  /** Drawn from [0, 1). */
  readonly random: () => number;
}

/** Every five to seven and a half minutes, so that the desks of a centre come back one after the other. */
const pauseMs = 300_000;

/** Calls back each time when a server could be reached. Returns the stop. */
export function lookForServer(open: OpenLink, { clock, random }: LookForServerParts, onFound: () => void): () => void {
  let cancel: () => void = () => undefined;
  const wait = (): void => {
    cancel = clock.after(pauseMs * (1 + random() / 2), look);
  };
  const look = (): void => {
    const link = open({
      onOpen: () => {
        link.close();
        wait();
        onFound();
      },
      onMessage: () => undefined,
      onClosed: wait,
    });
    cancel = () => link.close();
  };
  wait();
  return () => cancel();
}
