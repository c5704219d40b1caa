import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { err, type Result } from '../../shared/ipc/result.ts';
import { askedToWait } from './server-client.ts';

/** Keeps to the pause that the server asked for. */
export interface AskedPause {
  /** The work, or at once the failure that asks to wait, while a pause lasts. */
  run<T>(work: () => Promise<Result<T>>): Promise<Result<T>>;
}

/**
 * Nothing is asked before the pause is over, which half as much again is added to by `random` in [0, 1): desks that were
 * turned away together must not come back together. `now` is a clock that nobody sets, ms.
 */
export function createAskedPause(now: () => number, random: () => number): AskedPause {
  let until = 0;
  return {
    async run(work) {
      const left = until - now();
      if (left > 0) {
        return err(appError('server.rejected', 'auto', { code: askedToWait, retryAfterS: Math.ceil(left / 1000) }));
      }
      const answer = await work();
      const waitMs = answer.ok ? undefined : askedWaitMs(answer.error);
      if (waitMs !== undefined) until = Math.max(until, now() + waitMs * (1 + random() / 2));
      return answer;
    },
  };
}

/** How long the server asked to wait, or undefined for any other failure. */
export function askedWaitMs({ params }: AppError): number | undefined {
  if (params?.['code'] !== askedToWait) return undefined;
  return Number(params['retryAfterS']) * 1000;
}
