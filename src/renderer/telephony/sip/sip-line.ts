import {
  Registerer,
  RegistererState,
  type Invitation,
  type SessionDescriptionHandlerFactory,
  type Transport,
  type UserAgent,
} from 'sip.js';
import {
  transitionRegistration,
  type RegistrationEffect,
  type RegistrationEvent,
  type RegistrationMachineState,
} from '../../../shared/call/registration-machine.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import type { Clock } from '../clock/clock.ts';
import type { RegistrationState } from '../port.ts';
import type { Link, LinkEnd, LinkEvents, OpenLink } from '../wire/link.ts';
import { abandonRequests } from './abandon-requests.ts';
import { createLineSignal } from './line-signal.ts';
import { LinkLost, LinkTransport } from './link-transport.ts';
import { lookForServer } from './look-for-server.ts';
import { makeUserAgent } from './make-user-agent.ts';

export interface SipLineParts {
  readonly config: PhoneConfig;
  /** Connections to each server, the one of first choice first; at least one. */
  readonly servers: readonly OpenLink[];
  readonly clock: Clock;
  /** Drawn from [0, 1). */
  readonly random: () => number;
  readonly handlerFactory: SessionDescriptionHandlerFactory;
  /** A call is up: not the time to move house. */
  isBusy(): boolean;
  onInvite(invitation: Invitation): void;
  onRegistration(state: RegistrationState): void;
}

/** Registrations are taken anew every 225 s: well within the time, even when a hidden page is a minute late. */
const expiresS = 300;
const refreshPercent = 75;
const registerTimeoutMs = 5_000;
const signOffTimeoutMs = 1_000;
const noAnswerTimeoutS = 120;

/**
 * One account on one exchange: keeps it registered, whatever the network does. The agent of sip.js, and with it every
 * dialog, outlives the connections; the Registerer does not, since one that was in flight at a drop is stuck for 32 s.
 */
export class SipLine {
  readonly config: PhoneConfig;
  readonly signal = createLineSignal();
  readonly #parts: SipLineParts;
  readonly #userAgent: UserAgent | undefined;
  #state: RegistrationMachineState = { kind: 'off' };
  #registerer: Registerer | undefined;
  #cancelTimer: () => void = () => undefined;
  #isStarted = false;
  /** The transport of before never comes back into a later try. */
  #connection = 0;
  #server = 0;
  #stopProbing: () => void = () => undefined;
  #signingOff: Promise<void> = Promise.resolve();

  constructor(parts: SipLineParts) {
    this.#parts = parts;
    this.config = parts.config;
    this.#userAgent = makeUserAgent({
      user: parts.config.user,
      domain: parts.config.domain,
      ...(parts.config.kind === 'ws' ? { password: parts.config.password } : {}),
      open: (events) => this.#open(events),
      handlerFactory: parts.handlerFactory,
      noAnswerTimeoutS,
      delegate: {
        onInvite: parts.onInvite,
        // Without an error it was this line that hung up.
        onDisconnect: (error) => {
          if (error) this.#dropped(error instanceof LinkLost ? error.end : 'closed');
        },
      },
    });
  }

  /** A practice line: nothing on it is a live call. */
  get isPractice(): boolean {
    return this.config.kind === 'wire';
  }

  /** For calls out. Undefined when the account makes no SIP address. */
  get userAgent(): UserAgent | undefined {
    return this.#userAgent;
  }

  start(): void {
    if (this.#userAgent) this.#dispatch({ type: 'started' });
    else this.#parts.onRegistration({ kind: 'failed', error: appError('phone.notRegistered', 'none') });
  }

  /** Resolves when the exchange knows, or after a second. Ends what sessions are left without a word. */
  async stop(): Promise<void> {
    this.#dispatch({ type: 'stopped' });
    await this.#signingOff;
    this.#dropRegisterer();
    if (this.#isStarted) await this.#userAgent?.stop();
    this.#isStarted = false;
  }

  /** The network changed, or the agent wants it: tries at once, or makes sure that the connection is good. */
  nudge(): void {
    this.#dispatch({ type: 'nudged' });
  }

  /** The machine slept: begins anew. */
  wake(): void {
    this.#dispatch({ type: 'slept' });
  }

  #open(events: LinkEvents): Link {
    const open = this.#parts.servers[this.#server];
    if (!open) throw new Error('no such server');
    return open(events);
  }

  #dropped(end: LinkEnd): void {
    const [isSilent, isRefused] = [end === 'silent', end === 'refused'];
    this.#dispatch({ type: 'dropped', isSilent, isRefused, ...this.#chance() });
  }

  #dispatch(event: RegistrationEvent): void {
    const { state, effects } = transitionRegistration(this.#state, event, this.#parts.servers.length);
    const hasChanged = state !== this.#state;
    const wasRegistered = this.#state.kind === 'registered';
    this.#state = state;
    this.signal.set(state.kind === 'registered');
    if (wasRegistered !== (state.kind === 'registered')) this.#probe();
    if (hasChanged) this.#parts.onRegistration(shown(state));
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: RegistrationEffect): void {
    switch (effect.type) {
      case 'connect':
        return void this.#connect(effect.server);
      case 'register':
        return this.#register();
      case 'disconnect':
        return this.#disconnect();
      case 'check':
        if (this.#transport instanceof LinkTransport) this.#transport.check();
        return;
      case 'signOff':
        this.#signingOff = this.#signOff();
        return;
      case 'wait':
        this.#cancelTimer = this.#parts.clock.after(effect.ms, () => this.#dispatch({ type: 'timerFired' }));
        return;
      case 'cancelWait':
        return this.#cancelTimer();
      default:
        return assertNever(effect);
    }
  }

  get #transport(): Transport | undefined {
    return this.#userAgent?.transport;
  }

  async #connect(server: number): Promise<void> {
    const userAgent = this.#userAgent;
    if (!userAgent) return;
    this.#connection += 1;
    const connection = this.#connection;
    await this.#signingOff;
    if (connection !== this.#connection) return;
    this.#server = server;
    try {
      const connected = this.#isStarted ? userAgent.transport.connect() : userAgent.start();
      this.#isStarted = true;
      await connected;
    } catch {
      if (connection === this.#connection) this.#dispatch({ type: 'connectFailed', ...this.#chance() });
      return;
    }
    if (connection === this.#connection) this.#dispatch({ type: 'connected' });
  }

  #disconnect(): void {
    this.#connection += 1;
    this.#cancelTimer();
    // First the connection: a Registerer says goodbye on one that is still there, and a frozen exchange would hear that
    // after it heard the next hello.
    void this.#transport?.disconnect();
    this.#dropRegisterer();
    if (this.#userAgent) abandonRequests(this.#userAgent);
  }

  /** Looks from time to time whether the server of first choice is back. */
  #probe(): void {
    this.#stopProbing();
    const [first] = this.#parts.servers;
    const isAway = this.#state.kind === 'registered' && this.#state.server !== 0;
    if (!first || !isAway) return;
    this.#stopProbing = lookForServer(first, this.#parts, () => {
      if (!this.#parts.isBusy()) this.#dispatch({ type: 'preferredFound' });
    });
  }

  #register(): void {
    if (!this.#userAgent) return;
    const registerer = new Registerer(this.#userAgent, {
      expires: expiresS,
      refreshFrequency: refreshPercent,
      logConfiguration: false,
    });
    this.#registerer = registerer;
    let lastStatus = 408;
    registerer.stateChange.addListener((state) => {
      if (this.#registerer !== registerer) return;
      if (state === RegistererState.Registered) {
        this.#cancelTimer();
        this.#dispatch({ type: 'accepted', at: this.#parts.clock.now() });
      } else if (state === RegistererState.Unregistered) {
        // The library tells the state first and the status after it, in the same turn.
        queueMicrotask(() => this.#rejected(registerer, lastStatus));
      }
    });
    this.#cancelTimer = this.#parts.clock.after(registerTimeoutMs, () => this.#rejected(registerer, 408));
    const onReject = ({ message }: { message: { statusCode: number | undefined } }): void => {
      lastStatus = message.statusCode ?? 500;
    };
    registerer.register({ requestDelegate: { onReject } }).catch(() => this.#rejected(registerer, 500));
  }

  #rejected(registerer: Registerer, status: number): void {
    if (this.#registerer === registerer) this.#dispatch({ type: 'rejected', status, ...this.#chance() });
  }

  #dropRegisterer(): void {
    const registerer = this.#registerer;
    this.#registerer = undefined;
    // Without a connection this only clears its timers.
    void registerer?.dispose().catch(() => undefined);
  }

  async #signOff(): Promise<void> {
    const registerer = this.#registerer;
    this.#registerer = undefined;
    this.#connection += 1;
    if (registerer) {
      await new Promise<void>((resolve) => {
        const cancel = this.#parts.clock.after(signOffTimeoutMs, resolve);
        const done = () => {
          cancel();
          resolve();
        };
        registerer.unregister({ requestDelegate: { onAccept: done, onReject: done } }).catch(done);
      });
    }
    await this.#userAgent?.transport.disconnect();
    void registerer?.dispose().catch(() => undefined);
  }

  #chance(): { at: number; random: number } {
    return { at: this.#parts.clock.now(), random: this.#parts.random() };
  }
}

function shown(state: RegistrationMachineState): RegistrationState {
  switch (state.kind) {
    case 'off':
      return { kind: 'off' };
    case 'connecting':
    case 'registering':
      return { kind: 'registering' };
    case 'registered':
      return { kind: 'registered', since: state.since };
    case 'waiting':
      return { kind: 'failed', error: state.error, nextTryAt: state.nextTryAt };
    case 'refused':
      return { kind: 'failed', error: state.error };
    default:
      return assertNever(state);
  }
}
