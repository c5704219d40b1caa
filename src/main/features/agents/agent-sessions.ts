import { isBusyKind } from '../../../shared/domain/agent-report.ts';
import type { AgentNo, DeviceId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { Session } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { Opened, SeatStore } from '../../db/seat-store.ts';
import type { Centre } from '../../profile/profile.ts';
import type { SyncEngine } from '../../sync/sync-engine.ts';
import { openSeat, tokensKept } from './open-seat.ts';
import { openSession, type Beginning, type OpenSession, type SessionOptions } from './open-session.ts';
import type { SeatHost } from './seat-host.ts';

/** One agent at work. */
export interface Seat {
  readonly session: Session;
  readonly store: SeatStore;
  readonly sync: SyncEngine;
}

export interface AgentSessionsOptions extends SessionOptions {
  readonly deviceId: DeviceId;
  readonly seatHost: SeatHost;
  /** The centre's keys as known now. `isWaiting`: a starting embedded server is waited for. */
  readonly centre: (isWaiting: boolean) => Promise<Centre | undefined>;
}

/** What another desk has taken over waits this long for its last rows to be taken. */
const lastExchangeMs = 10_000;

type HandleListener = (handle: string | null) => void;

/** Who sits at this desk. One agent at a time; signing in and out take their turns. */
export class AgentSessions {
  readonly #options: AgentSessionsOptions;
  readonly #handleListeners = new Set<HandleListener>();
  #seat: OpenSession | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #reopening: Promise<void> = Promise.resolve();

  constructor(options: AgentSessionsOptions) {
    this.#options = options;
  }

  /** The signed-in agent, if any. While a seat is being reopened by its handle this waits for it. */
  async current(): Promise<Seat | undefined> {
    if (!this.#seat) await this.#reopening;
    const seat = this.#seat;
    return seat && { session: seat.current(), store: seat.store, sync: seat.sync };
  }

  /** A call or its record is on the desk. */
  isBusy(): boolean {
    return isBusyKind(this.#seat?.sync.agent.kind());
  }

  /** Whoever was signed in is signed out. Fails with auth.* and storage.*. */
  signIn(agentNo: AgentNo, password: string): Promise<Result<Session>> {
    return this.#inTurn(async () => {
      await this.#signOut();
      // Opens beside the password's hashing, which takes its time.
      const knowledge = this.#openKnowledge();
      const store = await this.#store(true);
      if (!store) return err(appError('auth.firstSignInNeedsServer', 'user'));
      const opening = await openSeat({ ...this.#options, seat: store, agentNo, password });
      await knowledge;
      if (!opening.ok) return opening;
      const { standing: goesOnWith, ...opened } = opening.value;
      const standing = await store.openAgentStates({ at: this.#options.now(), isGoingOn: goesOnWith !== undefined });
      const beginning = { ...opened, store, standing, ...(goesOnWith && { goesOnWith }) };
      return ok(await this.#begin(beginning, true));
    });
  }

  /** Drafts and unsent rows stay in the seat's files. */
  signOut(): Promise<void> {
    return this.#inTurn(() => this.#signOut());
  }

  /** Does what must not meet an agent at work: nobody signs in meanwhile. Fails with `profile.signedIn`. */
  whileSignedOut<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#inTurn(async () => (this.#seat ? err(appError('profile.signedIn', 'user')) : work()));
  }

  /** Goes on with the session of a core that was killed. */
  reopen(handle: string): void {
    this.#reopening = this.#inTurn(() => this.#reopen(handle)).catch((bug: unknown) => {
      this.#options.log.bug('reopening failed', bug);
    });
  }

  /** Starts what a sign-in will need, so that it need not wait for it. */
  warmUp(): void {
    const warm = async (): Promise<void> => {
      await this.#inTurn(() => this.#store(false));
      await this.#openKnowledge();
    };
    warm().catch((bug: unknown) => this.#options.log.bug('warming up failed', bug));
  }

  /** The server has just come up. */
  nudge(): void {
    this.#seat?.sync.nudge();
  }

  handle(): Promise<string | null> {
    return this.#inTurn(async () => (this.#seat ? this.#seat.store.exportHandle() : null));
  }

  onHandleChanged(listener: HandleListener): () => void {
    this.#handleListeners.add(listener);
    return () => this.#handleListeners.delete(listener);
  }

  /** Ends the work without signing out. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#end());
  }

  async #begin(found: Beginning, hasPublished: boolean): Promise<Session> {
    const { knowledge, emit, log } = this.#options;
    const seat = openSession(this.#options, found, (reason) => this.#endTakenOver(seat, reason));
    if (hasPublished) seat.warn(await knowledge.warnings());
    const handle = await found.store.exportHandle();
    this.#seat = seat;
    this.#announceHandle(handle);
    emit('sessionChanged', { session: seat.current() });
    seat.sync.start();
    log.info('session opened', { isOnline: found.isOnline });
    return seat.current();
  }

  async #signOut(reason?: AppError): Promise<void> {
    if (!this.#seat) return;
    await this.#seat.sync.agent.leave();
    await this.#end();
    this.#announceHandle(null);
    this.#options.emit('sessionChanged', { session: null, ...(reason && { reason }) });
  }

  /** The agent works at another desk now. What waits here leaves first, as far as the server takes it. */
  #endTakenOver(seat: OpenSession, reason: AppError): void {
    const end = async (): Promise<void> => {
      if (this.#seat !== seat) return;
      const patience = new Promise<void>((resolve) => setTimeout(resolve, lastExchangeMs).unref());
      await Promise.race([seat.sync.syncNow(), patience]);
      await this.#signOut(reason);
    };
    this.#inTurn(end).catch((bug: unknown) => this.#options.log.bug('ending a session failed', bug));
  }

  /**
   * The server is not told: the refresh token stays in the encrypted seat, so that somebody who signs in while the
   * server is down is taken back by it later. It is good for the offline term, no longer.
   */
  async #end(): Promise<void> {
    const ending = this.#seat;
    this.#seat = undefined;
    if (!ending) return;
    await ending.sync.stop();
    await ending.store.close();
    this.#options.log.info('session closed');
  }

  async #reopen(handle: string): Promise<void> {
    const opened = await this.#openWithHandle(handle);
    if (opened.ok) {
      const { store, seat } = opened.value;
      const standing = await store.openAgentStates(undefined);
      await this.#begin({ store, opened: seat, isOnline: false, tokens: tokensKept(seat), standing }, false);
      this.#catchUp();
      return;
    }
    this.#options.log.warn('session could not be reopened', { code: opened.error.code });
    this.#announceHandle(null);
    this.#options.emit('sessionChanged', { session: null, reason: opened.error });
  }

  /** A call may be waiting for this core in the page: the published content is opened behind its back. */
  #catchUp(): void {
    const { knowledge, emit, log } = this.#options;
    const seat = this.#seat;
    const catchUp = async (): Promise<void> => {
      await this.#openKnowledge();
      const warnings = await knowledge.warnings();
      if (!seat || seat !== this.#seat || warnings.length === 0) return;
      seat.warn(warnings);
      emit('sessionChanged', { session: seat.current() });
    };
    catchUp().catch((bug: unknown) => log.bug('catching up failed', bug));
  }

  /** Nobody is kept from signing in by the published content. */
  async #openKnowledge(): Promise<void> {
    const { knowledge, log } = this.#options;
    await knowledge.refreshNotices().catch((bug: unknown) => log.bug('published content could not be opened', bug));
  }

  async #openWithHandle(handle: string): Promise<Result<{ store: SeatStore; seat: Opened }>> {
    const store = await this.#store(false);
    if (!store) return err(appError('auth.required', 'user'));
    const opened = await store.openWithHandle(handle);
    return opened.ok ? ok({ store, seat: opened.value }) : opened;
  }

  /** Undefined before the demo's first start: no centre, no keys, no seats. */
  async #store(isWaiting: boolean): Promise<SeatStore | undefined> {
    const centre = await this.#options.centre(isWaiting);
    return centre && this.#options.seatHost.storeFor(centre);
  }

  #announceHandle(handle: string | null): void {
    for (const listener of [...this.#handleListeners]) listener(handle);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
