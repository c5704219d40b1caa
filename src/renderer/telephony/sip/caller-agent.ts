import { Inviter, SessionState, UserAgent, type Session, type SessionDescriptionHandler } from 'sip.js';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { flowOf, readDirection } from '../media/direction.ts';
import type { LegMedia } from '../media/leg-media.ts';
import type { OpenLink } from '../wire/link.ts';
import { makeUserAgent } from './make-user-agent.ts';

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
  readonly makeMedia: (session: Session) => LegMedia & { readonly handler: SessionDescriptionHandler };
  onAnswered(media: LegMedia): void;
  /** The desk put the caller on hold, or took the caller back. */
  onHeld(isHeld: boolean): void;
  /** Exactly once, whoever ended it. */
  onEnded(): void;
}

export interface CallerAgent {
  /** Resolves when the desk rings. */
  call(): Promise<Result<void>>;
  /** Gives up before the answer, says goodbye after it. */
  hangUp(): Promise<void>;
}

/** A caller with a whole SIP agent of its own; to the desk it is a call like any other. */
export function createCallerAgent(parts: CallerAgentParts): CallerAgent {
  let media: ReturnType<CallerAgentParts['makeMedia']> | undefined;
  let inviter: Inviter | undefined;
  let isOver = false;

  const userAgent = makeUserAgent({
    user: parts.user,
    domain: parts.domain,
    displayName: parts.displayName,
    open: parts.open,
    handlerFactory: () => {
      if (!media) throw new Error('no media for this session');
      return media.handler;
    },
    delegate: {
      onInvite: (invitation) => void invitation.reject({ statusCode: 486 }).catch(() => undefined),
      onDisconnect: () => end(),
    },
    noAnswerTimeoutS: 1,
  });

  const end = (): void => {
    if (isOver) return;
    isOver = true;
    media?.close();
    parts.onEnded();
    // After the last BYE or CANCEL went out: the wire is asynchronous, the link takes nothing more once it is closed.
    setTimeout(() => void userAgent?.stop(), lingerMs);
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
      inviter = session;
      media = parts.makeMedia(session);
      session.delegate = {
        onBye: (bye) => void bye.accept().catch(() => undefined),
        onInvite: (request) => parts.onHeld(!flowOf(readDirection(request.body)).canReceive),
      };
      session.stateChange.addListener((state) => {
        if (state === SessionState.Established && media) parts.onAnswered(media);
        if (state === SessionState.Terminated) end();
      });
      return invite(session);
    },
    hangUp: async () => {
      const state = inviter?.state;
      if (state === SessionState.Established) await inviter?.bye();
      else if (state === SessionState.Initial || state === SessionState.Establishing) await inviter?.cancel();
      if (!inviter) end();
    },
  };
}

const lingerMs = 2_000;
