import { Inviter, SessionState, UserAgent, type Referral, type Session, type SessionDescriptionHandler } from 'sip.js';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { flowOf, readDirection } from '../media/direction.ts';
import type { LegMedia } from '../media/leg-media.ts';
import type { OpenLink } from '../wire/link.ts';
import { makeUserAgent } from './make-user-agent.ts';

type AgentMedia = LegMedia & { readonly handler: SessionDescriptionHandler };

export interface CallerAgentParts {
  /** Number that the caller calls from. */
  readonly user: string;
  readonly displayName: string;
  readonly domain: string;
  /** User of the desk that is called. */
  readonly target: string;
  /** Whole header lines, such as `X-Queue: power`. */
  readonly headers: readonly string[];
  readonly open: OpenLink;
  readonly makeMedia: (session: Session) => AgentMedia;
  onAnswered(media: LegMedia): void;
  /** The desk put the caller on hold, or took the caller back. */
  onHeld(isHeld: boolean): void;
  /** The desk sent the caller to somebody else, who has taken the call. */
  onHandedOver(): void;
  /**
   * Sent to somebody else he hangs up, as where an exchange takes the call over by itself: nobody but the desk is at the
   * other end of his cable.
   */
  readonly isTakenOver?: true;
  /** Exactly once, whoever ended it. */
  onEnded(): void;
}

export interface CallerAgent {
  /** Resolves when the desk rings. */
  call(): Promise<Result<void>>;
  /** Gives up before the answer, says goodbye after it. */
  hangUp(): Promise<void>;
}

const lingerMs = 2_000;

/** A caller with a whole SIP agent of its own, who goes wherever he is sent; to the desk it is a call like any other. */
export function createCallerAgent(parts: CallerAgentParts): CallerAgent {
  const media = new Map<Session, AgentMedia>();
  /** The call that counts: at first to the desk, after a transfer to somebody else. */
  let current: Inviter | undefined;
  let isOver = false;

  const userAgent = makeUserAgent({
    user: parts.user,
    domain: parts.domain,
    displayName: parts.displayName,
    open: parts.open,
    handlerFactory: (session) => mediaOf(session).handler,
    delegate: {
      onInvite: (invitation) => void invitation.reject({ statusCode: 486 }).catch(() => undefined),
      onDisconnect: () => end(),
    },
    noAnswerTimeoutS: 1,
  });

  const mediaOf = (session: Session): AgentMedia => {
    const made = media.get(session) ?? parts.makeMedia(session);
    media.set(session, made);
    return made;
  };

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    for (const one of media.values()) one.close();
    parts.onEnded();
    // After the last BYE or CANCEL went out: the wire is asynchronous, the link takes nothing more once it is closed.
    setTimeout(() => void userAgent?.stop(), lingerMs);
  };

  const follow = (session: Inviter): void => {
    session.delegate = {
      onBye: (bye) => void bye.accept().catch(() => undefined),
      onInvite: (request) => parts.onHeld(!flowOf(readDirection(request.body)).canReceive),
      onRefer: (referral) => void handOver(referral),
    };
    session.stateChange.addListener((state) => {
      if (state !== SessionState.Terminated) return;
      media.get(session)?.close();
      if (session === current) end();
    });
  };

  const handOver = async (referral: Referral): Promise<void> => {
    await referral.accept();
    if (parts.isTakenOver) {
      parts.onHandedOver();
      await current?.bye();
      return;
    }
    const next = referral.makeInviter({});
    follow(next);
    next.stateChange.addListener((state) => {
      if (state !== SessionState.Established) return;
      current = next;
      parts.onHandedOver();
    });
    // Refused, the desk is told so by the library, and the call with it goes on.
    await next.invite().catch(() => undefined);
  };

  const invite = (session: Inviter): Promise<Result<void>> =>
    new Promise((resolve) => {
      const refused = (code: 'phone.notRegistered' | 'phone.callFailed') => resolve(err(appError(code, 'user')));
      session
        .invite({
          requestDelegate: {
            onProgress: ({ message }) => {
              if (message.statusCode === 180) resolve(ok(undefined));
            },
            onAccept: () => resolve(ok(undefined)),
            onReject: ({ message }) => refused(message.statusCode === 480 ? 'phone.notRegistered' : 'phone.callFailed'),
          },
        })
        .catch(() => {
          refused('phone.callFailed');
          end();
        });
    });

  return {
    call: async () => {
      const target = UserAgent.makeURI(`sip:${encodeURIComponent(parts.target)}@${parts.domain}`);
      if (!userAgent || !target) return err(appError('phone.callFailed', 'none'));
      await userAgent.start();
      const session = new Inviter(userAgent, target, { extraHeaders: [...parts.headers] });
      current = session;
      follow(session);
      session.stateChange.addListener((state) => {
        if (state === SessionState.Established) parts.onAnswered(mediaOf(session));
      });
      return invite(session);
    },
    hangUp: async () => {
      const state = current?.state;
      if (state === SessionState.Established) await current?.bye();
      else if (state === SessionState.Initial || state === SessionState.Establishing) await current?.cancel();
      if (!current) end();
    },
  };
}
