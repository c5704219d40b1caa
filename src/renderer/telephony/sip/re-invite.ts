import { Core, Inviter, SessionState, type Session } from 'sip.js';
import type { Clock } from '../clock/clock.ts';
import type { DescriptionHandler, DescriptionOptions } from '../media/leg-media.ts';

export interface Offer {
  /** The far end only listens. */
  readonly isHeld: boolean;
  /** The sound has to find its way anew (ICE restart). */
  readonly isNewPath: boolean;
}

type Dialog = Core.SessionDialog;

/** `crossed`: the far end asks for something itself right now. `useless`: it agreed, but nothing can be made of its answer. */
type Outcome = number | 'crossed' | 'useless';

const maxTries = 3;

/**
 * Offers what is wished for now in a call that stands; answers the final status, 0 where there was none. What was agreed
 * before stays in force unless it is a 2xx; what crosses an offer of the far end is offered again after it (RFC 3261,
 * 14.1).
 *
 * Not through the library's own `invite`: that one ends the call over an answer that is missing or can't be used, never
 * comes back from a redirection, and takes what the far end offers at the same time for its answer. Here nothing that
 * becomes of an offer ends a call.
 */
export async function askAgain(session: Session, offer: Offer, clock: Clock): Promise<number> {
  const before = session.sessionDescriptionHandlerOptionsReInvite as DescriptionOptions;
  const options = { hold: offer.isHeld, ...(offer.isNewPath ? { offerOptions: { iceRestart: true } } : {}) };
  let outcome = await ask(session, options);
  for (let tries = 1; outcome === 'crossed' && tries < maxTries; tries += 1) {
    await new Promise<void>((resolve) => clock.after(pauseMs(session), resolve));
    outcome = await ask(session, options);
  }
  // The far end holds to what it answered: it is asked to go back.
  if (outcome === 'useless') await ask(session, { hold: before.hold === true });
  const isAgreed = typeof outcome === 'number' && outcome >= 200 && outcome < 300;
  // For later offers, also the far end's; a path is looked for once.
  const agreed: DescriptionOptions = isAgreed ? { ...before, hold: offer.isHeld } : before;
  session.sessionDescriptionHandlerOptionsReInvite = agreed;
  if (outcome === 'crossed') return 491;
  return outcome === 'useless' ? 488 : outcome;
}

/**
 * For an ACK that should have held the answer to what the desk offered in its 200, and holds none: the library would end
 * the call. One that was never agreed on at all still ends.
 */
export function forgetOffer(session: Session): void {
  const dialog = session.dialog as Dialog | undefined;
  if (dialog?.signalingState !== Core.SignalingState.HaveLocalOffer) return;
  dialog.signalingStateRollback();
  void session.sessionDescriptionHandler?.rollbackDescription?.();
}

/** Whoever called waits longer, so that two who crossed don't cross again. */
function pauseMs(session: Session): number {
  return session instanceof Inviter ? 2_100 + Math.random() * 1_900 : Math.random() * 2_000;
}

async function ask(session: Session, options: DescriptionOptions): Promise<Outcome> {
  const dialog = session.dialog as Dialog | undefined;
  // Every session of this desk has a handler of this shape.
  const handler = session.sessionDescriptionHandler as unknown as DescriptionHandler | undefined;
  if (session.state !== SessionState.Established || !dialog || !handler) return 0;
  if (isUnderWay(dialog)) return 'crossed';
  let content: string;
  try {
    content = (await handler.getDescription(options)).body;
  } catch {
    if (handler.hasOffer) await handler.rollbackDescription();
    // The connection may be on its way back from an offer that came to nothing: in a moment it can make another one.
    return (session.state as SessionState) === SessionState.Established ? 'crossed' : 0;
  }
  const hasEnded = (session.state as SessionState) !== SessionState.Established;
  if (!hasEnded && !isUnderWay(dialog) && handler.hasOffer) return send(session, dialog, handler, content);
  // What the far end offered meanwhile came first.
  if (handler.hasOffer) await handler.rollbackDescription();
  return hasEnded ? 0 : 'crossed';
}

/** Nothing may be offered now: the library would mistake what comes next for the answer to it. */
function isUnderWay(dialog: Dialog): boolean {
  // The library forgets one that the far end never confirmed, and would refuse every other for ever.
  if (dialog.reinviteUserAgentServer?.transaction.state === Core.TransactionState.Terminated) {
    dialog.reinviteUserAgentServer = undefined;
  }
  if (dialog.reinviteUserAgentClient ?? dialog.reinviteUserAgentServer) return true;
  return dialog.sessionState !== Core.SessionState.Confirmed || dialog.signalingState !== Core.SignalingState.Stable;
}

function send(session: Session, dialog: Dialog, handler: DescriptionHandler, content: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const onState = (state: SessionState): void => {
      if (state !== SessionState.Established) finish(0);
    };
    const finish = (outcome: Outcome): void => {
      session.stateChange.removeListener(onState);
      resolve(outcome);
    };
    const refused = ({ message }: Core.IncomingResponse): void => {
      void handler.rollbackDescription().then(() => finish(outcomeOf(message)));
    };
    const accepted = async ({ message, ack }: Core.IncomingResponse & { ack: () => unknown }): Promise<void> => {
      const answer = Core.getBody(message);
      const isTaken =
        answer !== undefined &&
        handler.hasDescription(answer.contentType) &&
        (await handler.takeAnswer(answer.content));
      ack();
      if (isTaken) return finish(200);
      dialog.signalingStateRollback();
      await handler.rollbackDescription();
      finish('useless');
    };
    session.stateChange.addListener(onState);
    try {
      dialog.invite(
        {
          // The dialog may be gone by the time that its answer was read: nobody is left to confirm anything to.
          onAccept: (response) => void accepted(response).catch(() => finish(0)),
          onReject: refused,
          onRedirect: refused,
        },
        {
          body: { contentDisposition: 'session', contentType: 'application/sdp', content },
          extraHeaders: [`Contact: ${session.userAgent.contact.toString()}`, `Allow: ${allowed}`],
        },
      );
    } catch {
      void handler.rollbackDescription().then(() => finish(0));
    }
  });
}

/** What the library takes in a call. */
const allowed = 'ACK, CANCEL, INVITE, MESSAGE, BYE, OPTIONS, INFO, NOTIFY, REFER';

/** 491, or as some say it 500 with a time to wait (RFC 3261, 14.2). */
function outcomeOf(message: Core.IncomingResponseMessage): Outcome {
  const { statusCode = 500 } = message;
  return statusCode === 491 || (statusCode === 500 && message.hasHeader('Retry-After')) ? 'crossed' : statusCode;
}
