import { Registerer, SessionState, type Invitation, type Session, type SessionDescriptionHandler } from 'sip.js';
import type { Clock } from '../clock/clock.ts';
import type { LegMedia } from '../media/leg-media.ts';
import type { OpenLink } from '../wire/link.ts';
import { anybody } from '../wire/wire-hub.ts';
import { makeUserAgent } from './make-user-agent.ts';

export interface CalleeAgentParts {
  readonly domain: string;
  readonly open: OpenLink;
  readonly clock: Clock;
  readonly manner: (address: string) => 'answers' | 'busy' | 'neverAnswers';
  readonly makeMedia: (session: Session) => LegMedia & { readonly handler: SessionDescriptionHandler };
  /** Returns the end of it: they talk. */
  onAnswered(media: LegMedia): () => void;
}

export interface CalleeAgent {
  /** Resolves when it can be called. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** How long a person lets it ring, ms. */
const ringMs = 1_200;
/** Nobody looks on after a call was handed over: the two say what they have to, and hang up. */
const afterHandOverMs = 8_000;

/** Whoever is called on the exchange of practice and is no desk: colleagues, queues, customers who are called back. */
export function createCalleeAgent(parts: CalleeAgentParts): CalleeAgent {
  const media = new Map<Session, ReturnType<CalleeAgentParts['makeMedia']>>();

  const answer = async (invitation: Invitation): Promise<void> => {
    let stopTalking: () => void = () => undefined;
    invitation.stateChange.addListener((state) => {
      if (state !== SessionState.Terminated) return;
      stopTalking();
      media.get(invitation)?.close();
      media.delete(invitation);
    });
    const made = parts.makeMedia(invitation);
    media.set(invitation, made);
    await invitation.accept();
    if (invitation.state !== SessionState.Established) return;
    stopTalking = parts.onAnswered(made);
    if (!invitation.request.hasHeader('Referred-By')) return;
    parts.clock.after(afterHandOverMs, () => {
      if (invitation.state === SessionState.Established) void invitation.bye().catch(() => undefined);
    });
  };

  const offered = (invitation: Invitation): void => {
    invitation.delegate = { onBye: (bye) => void bye.accept().catch(() => undefined) };
    const manner = parts.manner(invitation.request.to.uri.user ?? '');
    if (manner === 'busy') {
      return void invitation.reject({ statusCode: 486 }).catch(() => undefined);
    }
    const take = (): void => void answer(invitation).catch(() => undefined);
    // Who takes the place of another in a call that stands has been talked to already.
    if (invitation.replacee) return take();
    invitation.progress().catch(() => undefined);
    if (manner === 'neverAnswers') return;
    parts.clock.after(ringMs, () => {
      if (invitation.state === SessionState.Initial) take();
    });
  };

  const userAgent = makeUserAgent({
    user: anybody,
    domain: parts.domain,
    open: parts.open,
    handlerFactory: (session) => {
      const made = media.get(session);
      if (!made) throw new Error('no media for this session');
      return made.handler;
    },
    delegate: { onInvite: offered },
    noAnswerTimeoutS: 60,
  });

  return {
    start: async () => {
      if (!userAgent) return;
      await userAgent.start();
      const registerer = new Registerer(userAgent, { logConfiguration: false });
      await new Promise<void>((resolve, reject) => {
        const requestDelegate = { onAccept: () => resolve(), onReject: () => resolve() };
        registerer.register({ requestDelegate }).catch(reject);
      });
    },
    stop: async () => {
      await userAgent?.stop();
    },
  };
}
