/** Whether an account can be reached right now: what calls on it need to know of their line. */
export interface LineSignal {
  isUp(): boolean;
  /** Returns the unsubscribe. */
  subscribe(listener: (isUp: boolean) => void): () => void;
}

export interface LineSignalSource extends LineSignal {
  set(isUp: boolean): void;
}

export function createLineSignal(): LineSignalSource {
  const listeners = new Set<(isUp: boolean) => void>();
  let isUp = false;
  return {
    isUp: () => isUp,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (next) => {
      if (next === isUp) return;
      isUp = next;
      for (const listener of [...listeners]) listener(next);
    },
  };
}
