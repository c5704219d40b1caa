import { SIPExtension, UserAgent, type SessionDescriptionHandlerFactory, type UserAgentDelegate } from 'sip.js';
import type { OpenLink } from '../wire/link.ts';
import { LinkTransport, type LinkTransportOptions } from './link-transport.ts';

export interface UserAgentParts {
  readonly user: string;
  readonly domain: string;
  readonly displayName?: string;
  readonly password?: string;
  readonly open: OpenLink;
  readonly handlerFactory: SessionDescriptionHandlerFactory;
  readonly delegate: UserAgentDelegate;
  /** Seconds an offered call may ring. */
  readonly noAnswerTimeoutS: number;
}

/** Undefined when user and domain make no SIP address. */
export function makeUserAgent(parts: UserAgentParts): UserAgent | undefined {
  const uri = UserAgent.makeURI(`sip:${encodeURIComponent(parts.user)}@${parts.domain}`);
  if (!uri) return undefined;
  const transportOptions: LinkTransportOptions = { open: parts.open };
  return new UserAgent({
    uri,
    // The exchange finds the new socket of this seat by the user in the Contact.
    contactName: parts.user,
    viaHost: `${crypto.randomUUID().slice(0, 12)}.invalid`,
    displayName: parts.displayName ?? '',
    authorizationUsername: parts.user,
    authorizationPassword: parts.password ?? '',
    transportConstructor: LinkTransport,
    transportOptions,
    sessionDescriptionHandlerFactory: parts.handlerFactory,
    delegate: parts.delegate,
    noAnswerTimeout: parts.noAnswerTimeoutS,
    // 180 is sent by the phone itself, which knows whether the call was cancelled meanwhile.
    sendInitialProvisionalResponse: false,
    sipExtensionReplaces: SIPExtension.Supported,
    gracefulShutdown: false,
    userAgentString: 'Tashi Desk',
    // Its log would hold whole messages, and with them callers.
    logBuiltinEnabled: false,
    logConfiguration: false,
    logLevel: 'error',
  });
}
