/** Work that follows an answer but must not delay the next one. */
export interface IdleWork {
  /** There is something to do. Costs next to nothing. */
  touch(): void;
  /** No further runs; resolves when the one under way is over. */
  stop(): Promise<void>;
}

/** Without a call for so long, the worker is at rest. An agent's burst is over; a person's next key is far away. */
const quietMs = 5;
/** However busy it is, this long after the first touch a run comes in between. */
const overdueMs = 1000;
/** After a run that threw, such as on a full disk. */
const pauseAfterFailureMs = 5000;

/** `run` does a bounded piece and tells whether more is left. One run at a time. */
export function createIdleWork(run: () => Promise<boolean>): IdleWork {
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> | undefined;
  /** 0 while the timer is not to be put off any further. */
  let waitingSince = 0;
  let isTouched = false;
  let isStopped = false;

  const schedule = (ms: number, canBePutOff: boolean): void => {
    clearTimeout(timer);
    waitingSince = canBePutOff ? performance.now() : 0;
    timer = setTimeout(() => {
      timer = undefined;
      current = once().finally(() => (current = undefined));
    }, ms);
  };
  const once = async (): Promise<void> => {
    isTouched = false;
    try {
      if (await run()) isTouched = true;
      if (!isStopped && isTouched) schedule(quietMs, true);
    } catch {
      // What was to be done is still to be done, and is done at the latest when the seat is opened again.
      if (!isStopped) schedule(pauseAfterFailureMs, false);
    }
  };
  return {
    touch: () => {
      if (current) isTouched = true;
      else if (isStopped || (timer && waitingSince === 0)) return;
      else if (!timer) schedule(quietMs, true);
      else if (performance.now() - waitingSince > overdueMs) schedule(0, false);
      else timer.refresh();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
