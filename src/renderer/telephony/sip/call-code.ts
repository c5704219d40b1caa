import { SessionState, type Inviter } from 'sip.js';
import type { Clock } from '../clock/clock.ts';

/** An exchange that knows a code answers at once. */
const answerWithinMs = 10_000;

/**
 * Calls a feature code; resolves when that call is over, with whether it was answered. An exchange answers first and acts
 * then, so the desk waits for it to hang up and does so itself only after `hangUpAfterMs`.
 */
export function callCode(inviter: Inviter, clock: Clock, hangUpAfterMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    let isTaken = false;
    const giveUp = (): void => {
      void inviter.cancel().catch(() => undefined);
      resolve(false);
    };
    let cancelTimer = clock.after(answerWithinMs, giveUp);
    inviter.delegate = {
      onBye: (bye) => void bye.accept().catch(() => undefined),
      onRefer: (referral) => void referral.reject().catch(() => undefined),
    };
    inviter.stateChange.addListener((state) => {
      if (state === SessionState.Established) {
        isTaken = true;
        cancelTimer();
        cancelTimer = clock.after(hangUpAfterMs, () => void inviter.bye().catch(() => undefined));
      } else if (state === SessionState.Terminating || state === SessionState.Terminated) {
        cancelTimer();
        resolve(isTaken);
      }
    });
    inviter.invite().catch(() => {
      cancelTimer();
      resolve(false);
    });
  });
}
