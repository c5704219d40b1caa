import type { AgentNo, DeviceId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { Session } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { Tokens } from '../../../shared/sync/wire.ts';
import type { Opened, SeatStore } from '../../db/seat-store.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Log } from '../../log.ts';
import type { Centre, Profile } from '../../profile/profile.ts';
import type { ServerClient } from '../../sync/server-client.ts';
import { createServerSession } from '../../sync/server-session.ts';
import { createSyncEngine, type SyncEngine } from '../../sync/sync-engine.ts';
import type { KnowledgeHost } from '../knowledge/knowledge-host.ts';
import { openSeat, tokensKept } from './open-seat.ts';
import { phoneConfigOf } from './phone-config.ts';
import type { SeatHost } from './seat-host.ts';

/** One agent at work. */
export interface Seat {
  readonly session: Session;
  readonly store: SeatStore;
  readonly sync: SyncEngine;
}

export interface AgentSessions {
  /** The signed-in agent, if any. While a seat is being reopened by its handle this waits for it. */
  current(): Promise<Seat | undefined>;
  signIn(agentNo: AgentNo, password: string): Promise<Result<Session>>;
  /** Drafts and unsent rows stay in the seat's files. */
  signOut(): Promise<void>;
  /** Goes on with the session of a core that was killed. */
  reopen(handle: string): void;
  /** Starts what a sign-in will need, so that it need not wait for it. */
  warmUp(): void;
  /** The embedded server came up. */
  nudge(): void;
  handle(): Promise<string | null>;
  onHandleChanged(listener: (handle: string | null) => void): () => void;
  /** Ends the work without signing out. */
  close(): Promise<void>;
}

export interface AgentSessionsOptions {
  readonly profile: Profile;
  readonly deviceId: DeviceId;
  readonly client: ServerClient;
  readonly seatHost: SeatHost;
  readonly knowledge: KnowledgeHost;
  /** The centre's keys as known now. `isWaiting`: a starting embedded server is waited for. */
  readonly centre: (isWaiting: boolean) => Promise<Centre | undefined>;
  readonly emit: EmitEvent;
  readonly log: Log;
  readonly now: () => number;
}

export function createAgentSessions(options: AgentSessionsOptions): AgentSessions {
  const { seatHost, knowledge, centre, emit, log } = options;
  const handleListeners = new Set<(handle: string | null) => void>();
  let seat: OpenSession | undefined;
  // Signing in and out take their turns: there is one seat.
  let turn: Promise<unknown> = Promise.resolve();
  let reopening: Promise<void> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  const announceHandle = (handle: string | null): void => {
    for (const listener of [...handleListeners]) listener(handle);
  };

  const begin = async (
    store: SeatStore,
    opened: Opened,
    isOnline: boolean,
    tokens: Partial<Tokens>,
  ): Promise<Session> => {
    const warnings = [...opened.warnings, ...(await knowledge.warnings())];
    await knowledge.refreshNotices();
    seat = openSession(options, store, opened, { isOnline, tokens, warnings });
    announceHandle(await store.exportHandle());
    emit('sessionChanged', { session: seat.current() });
    seat.sync.start();
    log.info('session opened', { isOnline });
    return seat.current();
  };
  const end = async (): Promise<void> => {
    const ending = seat;
    seat = undefined;
    if (!ending) return;
    // The server is not told: the refresh token stays in the encrypted seat, so that somebody who signs in while the
    // server is down is taken back by it later. It is good for the offline term, no longer.
    await ending.sync.stop();
    await ending.store.close();
    log.info('session closed');
  };
  const signOut = async (): Promise<void> => {
    if (!seat) return;
    await end();
    announceHandle(null);
    emit('sessionChanged', { session: null });
  };
  const signIn = async (agentNo: AgentNo, password: string): Promise<Result<Session>> => {
    await signOut();
    void knowledge.store();
    const known = await centre(true);
    if (!known) return err(appError('auth.firstSignInNeedsServer', 'user'));
    const store = await seatHost.storeFor(known);
    const opened = await openSeat({ ...options, seat: store, agentNo, password });
    if (!opened.ok) return opened;
    return ok(await begin(store, opened.value.opened, opened.value.isOnline, opened.value.tokens));
  };
  const reopen = async (handle: string): Promise<void> => {
    const opened = await openWithHandle(options, handle);
    if (opened.ok) {
      const { store, seat: reopened } = opened.value;
      return void (await begin(store, reopened, false, tokensKept(reopened)));
    }
    log.warn('session could not be reopened', { code: opened.error.code });
    announceHandle(null);
    emit('sessionChanged', { session: null, reason: opened.error });
  };

  return {
    async current() {
      if (!seat) await reopening;
      return seat && { session: seat.current(), store: seat.store, sync: seat.sync };
    },
    signIn: (agentNo, password) => inTurn(() => signIn(agentNo, password)),
    signOut: () => inTurn(signOut),
    reopen: (handle) => {
      reopening = inTurn(() => reopen(handle)).catch((bug: unknown) => log.bug('reopening failed', bug));
    },
    warmUp: () => {
      const warm = async (): Promise<void> => {
        const known = await centre(false);
        if (known) await inTurn(() => seatHost.storeFor(known));
        await knowledge.refreshNotices();
      };
      warm().catch((bug: unknown) => log.bug('warming up failed', bug));
    },
    nudge: () => seat?.sync.nudge(),
    handle: () => inTurn(async () => (seat ? seat.store.exportHandle() : null)),
    onHandleChanged(listener) {
      handleListeners.add(listener);
      return () => handleListeners.delete(listener);
    },
    close: () => inTurn(end),
  };
}

async function openWithHandle(
  { centre, seatHost }: AgentSessionsOptions,
  handle: string,
): Promise<Result<{ store: SeatStore; seat: Opened }>> {
  const known = await centre(false);
  if (!known) return err(appError('auth.required', 'user'));
  const store = await seatHost.storeFor(known);
  const opened = await store.openWithHandle(handle);
  return opened.ok ? ok({ store, seat: opened.value }) : opened;
}

interface OpenSession {
  /** The session as it stands now. */
  current(): Session;
  readonly store: SeatStore;
  readonly sync: SyncEngine;
}

interface Beginning {
  readonly isOnline: boolean;
  readonly tokens: Partial<Tokens>;
  readonly warnings: readonly AppError[];
}

function openSession(
  options: AgentSessionsOptions,
  store: SeatStore,
  opened: Opened,
  { isOnline, tokens, warnings }: Beginning,
): OpenSession {
  const { emit, log, now, client, knowledge } = options;
  const { agent, sip } = opened.signIn;
  let session: Session = {
    ...{ agent, isOnline, offlineUntil: opened.offlineUntil, warnings: [...warnings] },
    phone: phoneConfigOf(options.profile, agent, sip),
  };
  const server = createServerSession({ client, tokens, keepRefreshToken: (token) => store.keepTokens(token) });
  const sync = createSyncEngine({
    ...{ agentNo: opened.agentNo, server, seat: store, emit, log, now },
    knowledge: async () => {
      const opening = await knowledge.store();
      return opening.ok ? opening.value : undefined;
    },
    onAccepted: () => {
      if (session.isOnline) return;
      session = { ...session, isOnline: true };
      emit('sessionChanged', { session });
    },
    onRefused: () => {
      // The password was changed, or the agent left. The shift goes on with what is here: the rows wait sealed for
      // whoever signs in next on this machine, or for this agent's next sign-in.
      const reason = appError('auth.sessionExpired', 'user');
      session = { ...session, isOnline: false, warnings: [...session.warnings, reason] };
      emit('sessionChanged', { session, reason });
    },
  });
  return { current: () => session, store, sync };
}
