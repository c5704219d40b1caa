import type { Notification, Session } from 'sip.js';
import type { AppErrorCode } from '../../../shared/ipc/app-error.ts';
import type { Clock } from '../clock/clock.ts';

export interface ReferListener {
  /** The new far end rings. */
  onRinging(): void;
}

/** `done`, or why nobody took the call. */
export type ReferOutcome = 'done' | Extract<AppErrorCode, `phone.transfer${string}`>;

export interface Referral {
  readonly outcome: Promise<ReferOutcome>;
  /** For the session's delegate: what the far end says of its own call. */
  notified(notification: Notification): void;
  /** The far end hung up. True when that is how an exchange says that it has taken the call over. */
  farEndLeft(): boolean;
  /** The call ended otherwise. */
  cancel(): void;
}

/** A person may let it ring for a minute; an exchange that says nothing for longer is believed to have lost it. */
const patienceMs = 90_000;

/**
 * REFER (RFC 3515): asks the far end of a session to call somebody else, and follows what it tells about that call.
 *
 * @param referTo a whole SIP address, with a Replaces header in it for an attended transfer
 */
export function refer(session: Session, referTo: string, clock: Clock, listener: ReferListener): Referral {
  const { promise: outcome, resolve } = Promise.withResolvers<ReferOutcome>();
  let isAccepted = false;
  let isRinging = false;
  const cancelTimer = clock.after(patienceMs, () => finish('phone.transferUnconfirmed'));
  const finish = (result: ReferOutcome): void => {
    cancelTimer();
    resolve(result);
  };

  const { dialog, userAgent } = session;
  if (!dialog) finish('phone.transferFailed');
  else {
    // Not through the library's own `refer`: it writes the display name of the far end into the header as it came.
    dialog.refer(
      {
        onAccept: () => (isAccepted = true),
        onReject: () => finish('phone.transferFailed'),
        onRedirect: () => finish('phone.transferFailed'),
      },
      {
        extraHeaders: [
          `Refer-To: <${referTo}>`,
          `Referred-By: <${userAgent.configuration.uri.toString()}>`,
          `Contact: ${userAgent.contact.toString()}`,
        ],
      },
    );
  }

  return {
    outcome,
    notified: (notification) => {
      notification.accept().catch(() => undefined);
      const status = statusOf(notification.request.body);
      if (status >= 180 && status < 200 && !isRinging) {
        isRinging = true;
        listener.onRinging();
      }
      if (status >= 200) finish(outcomeOf(status));
    },
    farEndLeft: () => {
      // Who hangs up while it rings for him has given up.
      const isTakenOver = isAccepted && !isRinging;
      finish(isTakenOver ? 'done' : 'phone.transferFailed');
      return isTakenOver;
    },
    cancel: () => finish('phone.transferFailed'),
  };
}

/** Of a `message/sipfrag` body; 100 for anything else. */
function statusOf(body: string): number {
  return Number(/^SIP\/2\.0 (\d{3})\b/.exec(body.trim())?.[1] ?? 100);
}

function outcomeOf(status: number): ReferOutcome {
  if (status < 300) return 'done';
  switch (status) {
    case 486:
    case 600:
      return 'phone.transferBusy';
    case 404:
    case 410:
    case 484:
    case 604:
      return 'phone.transferUnknownNumber';
    case 408:
    case 480:
    case 487:
      return 'phone.transferNoAnswer';
    default:
      return 'phone.transferFailed';
  }
}
