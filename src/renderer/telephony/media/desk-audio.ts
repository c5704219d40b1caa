import { createStreamMeters, type StreamMeters } from './stream-meters.ts';

/**
 * The page's one audio context. It may be made at any time but only runs after the agent touched the page once, so
 * whoever needs sound calls `wake` and goes on: what was connected meanwhile is heard from then on.
 */
export interface DeskAudio {
  readonly context: AudioContext;
  readonly meters: StreamMeters;
  /** Never rejects, never waits for a touch that may not come. */
  wake(): void;
  close(): Promise<void>;
}

export function createDeskAudio(): DeskAudio {
  let context: AudioContext | undefined;
  const get = (): AudioContext => (context ??= new AudioContext({ latencyHint: 'interactive' }));
  return {
    get context() {
      return get();
    },
    meters: createStreamMeters(),
    wake: () => {
      const current = get();
      if (current.state === 'suspended') current.resume().catch(() => undefined);
    },
    close: async () => {
      if (context && context.state !== 'closed') await context.close();
    },
  };
}
