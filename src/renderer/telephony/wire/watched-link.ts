import { assertNever } from '../../../shared/assert-never.ts';
import {
  transitionLinkWatch,
  watchLink,
  type LinkWatchEffect,
  type LinkWatchEvent,
} from '../../../shared/call/link-watch.ts';
import type { Clock } from '../clock/clock.ts';
import type { Link, LinkEvents, OpenLink } from './link.ts';

export interface WatchedLinkOptions {
  readonly clock: Clock;
  readonly user: string;
  readonly domain: string;
}

/**
 * An exchange that answers everything but pings, so many connections long, just does not answer pings. Every connection
 * is asked once all the same: one answer, and it is asked for good again.
 */
const unansweredConnections = 3;

/**
 * Finds out by OPTIONS of its own whether the far end is still there (`link-watch.ts`), and closes as `silent` when it
 * is not. Below the SIP agent, so that nothing of that agent can be in the way.
 */
export function watchedLinks(open: OpenLink, options: WatchedLinkOptions): OpenLink {
  let unanswered = 0;
  return (events) => {
    const link = new WatchedLink(events, options, {
      isAsking: unanswered < unansweredConnections,
      onUnanswered: () => (unanswered += 1),
      onAnswered: () => (unanswered = 0),
    });
    link.start(open);
    return link;
  };
}

interface Answers {
  readonly isAsking: boolean;
  /** The far end was heard on this connection, but never as an answer to a ping. */
  onUnanswered(): void;
  onAnswered(): void;
}

class WatchedLink implements Link {
  readonly #events: LinkEvents;
  readonly #options: WatchedLinkOptions;
  readonly #answers: Answers;
  readonly #id = crypto.randomUUID();
  #watch = watchLink(0).state;
  #link: Link | undefined;
  #cancelTimer: () => void = () => undefined;
  #pings = 0;
  #wasHeard = false;
  #wasAnswered = false;

  constructor(events: LinkEvents, options: WatchedLinkOptions, answers: Answers) {
    this.#events = events;
    this.#options = options;
    this.#answers = answers;
  }

  start(open: OpenLink): void {
    this.#link = open({
      onOpen: () => {
        if (this.#answers.isAsking) this.#begin();
        this.#events.onOpen();
      },
      onMessage: (message) => this.#heard(message),
      onClosed: (end) => {
        this.#cancelTimer();
        this.#events.onClosed(end);
      },
    });
  }

  send(message: string): void {
    this.#link?.send(message);
  }

  close(): void {
    this.#cancelTimer();
    this.#watch = { kind: 'gone' };
    this.#link?.close();
  }

  check(): void {
    if (this.#answers.isAsking || this.#wasAnswered)
      this.#dispatch({ type: 'checkAsked', at: this.#options.clock.now() });
  }

  #begin(): void {
    const { state, effects } = watchLink(this.#options.clock.now());
    this.#watch = state;
    for (const effect of effects) this.#run(effect);
  }

  #heard(message: string): void {
    if (this.#watch.kind !== 'gone') this.#dispatch({ type: 'heard', at: this.#options.clock.now() });
    if (message.startsWith('SIP/2.0 ') && message.includes(this.#id)) return this.#answered();
    // Line breaks alone are keep-alives.
    if (message.trim() === '') return;
    // At once, so that a far end that freezes soon is not taken for one that never answers pings.
    if (!this.#wasHeard) this.#ask();
    this.#wasHeard = true;
    this.#events.onMessage(message);
  }

  #answered(): void {
    const isFirst = !this.#wasAnswered;
    this.#wasAnswered = true;
    this.#answers.onAnswered();
    if (isFirst && !this.#answers.isAsking && this.#watch.kind !== 'gone') this.#begin();
  }

  #dispatch(event: LinkWatchEvent): void {
    const { state, effects } = transitionLinkWatch(this.#watch, event);
    this.#watch = state;
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: LinkWatchEffect): void {
    switch (effect.type) {
      case 'ask':
        return this.#ask();
      case 'wait':
        this.#cancelTimer();
        this.#cancelTimer = this.#options.clock.after(effect.ms, () =>
          this.#dispatch({ type: 'timerFired', at: this.#options.clock.now() }),
        );
        return;
      case 'giveUp':
        if (this.#wasHeard && !this.#wasAnswered) this.#answers.onUnanswered();
        this.close();
        return this.#events.onClosed('silent');
      default:
        return assertNever(effect);
    }
  }

  #ask(): void {
    const { user, domain } = this.#options;
    this.#pings += 1;
    const lines = [
      `OPTIONS sip:${domain} SIP/2.0`,
      `Via: SIP/2.0/WS ${this.#id}.invalid;branch=z9hG4bK-${this.#id}-${this.#pings}`,
      'Max-Forwards: 70',
      `From: <sip:${encodeURIComponent(user)}@${domain}>;tag=${this.#pings}`,
      `To: <sip:${domain}>`,
      `Call-ID: ${this.#id}`,
      `CSeq: ${this.#pings} OPTIONS`,
      'Content-Length: 0',
    ];
    try {
      this.#link?.send(`${lines.join('\r\n')}\r\n\r\n`);
    } catch {
      // A socket on its way out says so itself, or else the answer stays out.
    }
  }
}
