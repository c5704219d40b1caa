import type { Session } from 'sip.js';
import type { Clock } from '../clock/clock.ts';
import type { LineSignal } from './line-signal.ts';

/** After that the exchange has found out by itself: nobody sends media any more. */
const longestDebtMs = 600_000;
/** Nobody answered it, or it could not be sent. */
const unheard = [408, 503];

/**
 * Ends a call for good: a BYE that was lost with the connection is said again when the line is back, since the exchange
 * would keep the caller in a call that nobody is in. The session is over for this desk at once.
 */
export function sayGoodbye(session: Session, line: LineSignal, clock: Clock): void {
  const again = anotherBye(session);
  const onAnswer = (status: number | undefined): void => {
    if (unheard.includes(status ?? 0)) owe();
  };
  const owe = (): void => {
    const stop = (): void => {
      unsubscribe();
      cancel();
    };
    const pay = (): void => {
      stop();
      again?.(onAnswer);
    };
    const cancel = clock.after(longestDebtMs, stop);
    const unsubscribe = line.subscribe((isUp) => {
      if (isUp) pay();
    });
    // The one that nobody answered was sent while the line looked good.
    if (line.isUp()) clock.after(againAfterMs, pay);
  };
  session
    .bye({ requestDelegate: { onReject: ({ message }) => onAnswer(message.statusCode) } })
    // Ended meanwhile.
    .catch(() => undefined);
}

const againAfterMs = 2_000;

/** A BYE by hand: the library sends one per session. Undefined where there is nothing to say goodbye to. */
function anotherBye(session: Session): ((onAnswer: (status: number | undefined) => void) => void) | undefined {
  const { dialog, userAgent } = session;
  if (!dialog) return undefined;
  const { callId, localTag, remoteTag, localURI, remoteURI, remoteTarget } = dialog;
  const { routeSet, localSequenceNumber = 1 } = dialog as unknown as DialogNumbers;
  let cseq = localSequenceNumber + 1;
  return (onAnswer) => {
    cseq += 1;
    const numbers = { callId, cseq, fromTag: localTag, toTag: remoteTag, routeSet: [...routeSet] };
    const core = userAgent.userAgentCore;
    const message = core.makeOutgoingRequestMessage('BYE', remoteTarget, localURI, remoteURI, numbers);
    core.request(message, { onReject: ({ message: { statusCode } }) => onAnswer(statusCode) });
  };
}

/** What sip.js keeps of a dialog besides what its interface names. */
interface DialogNumbers {
  readonly routeSet: readonly string[];
  readonly localSequenceNumber: number | undefined;
}
