import type { Clock } from '../clock/clock.ts';

export interface NetworkListener {
  /** Other cables, another address, or just a pause: what was connected may not be any more. */
  onChanged(): void;
  /** The machine slept so long that nothing on the network waited for it. */
  onSlept(): void;
}

const longSleepMs = 20_000;

/** What the browser tells about the network. Returns the stop. */
export function watchNetwork(clock: Clock, { onChanged, onSlept }: NetworkListener): () => void {
  const { connection } = navigator as { readonly connection?: EventTarget };
  window.addEventListener('online', onChanged);
  window.addEventListener('offline', onChanged);
  connection?.addEventListener('change', onChanged);
  const stopGaps = clock.onGap((ms) => {
    if (ms >= longSleepMs) onSlept();
    else onChanged();
  });
  return () => {
    window.removeEventListener('online', onChanged);
    window.removeEventListener('offline', onChanged);
    connection?.removeEventListener('change', onChanged);
    stopGaps();
  };
}
