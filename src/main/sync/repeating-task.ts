export interface RepeatingTask {
  /** Runs the work, or once more after the run under way. Resolves when no run is wanted any more. */
  request(): Promise<void>;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

/** At most one run at a time, and no request lost. Work that throws ends its run only. */
export function createRepeatingTask(work: () => Promise<void>, onBug: (bug: unknown) => void): RepeatingTask {
  let isRequested = false;
  let current: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (isRequested) {
      isRequested = false;
      await work().catch(onBug);
    }
    current = undefined;
  };
  return {
    request() {
      isRequested = true;
      return (current ??= run());
    },
    idle: () => current ?? Promise.resolve(),
  };
}
