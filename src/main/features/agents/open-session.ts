import type { CallOptions } from '../../../shared/domain/call-options.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import { isBusyKind, type Standing } from '../../../shared/domain/agent-report.ts';
import type { Session } from '../../../shared/ipc/contract.ts';
import type { Tokens } from '../../../shared/sync/wire.ts';
import type { AgentStanding } from '../../db/agent-state-ops.ts';
import type { Opened, SeatStore } from '../../db/seat-store.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Log } from '../../log.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ServerClient } from '../../sync/server-client.ts';
import { createServerSession } from '../../sync/server-session.ts';
import { createSyncEngine, type SyncEngine } from '../../sync/sync-engine.ts';
import type { KnowledgeHost } from '../knowledge/knowledge-host.ts';
import { messageShelf } from '../tasks/message-shelf.ts';
import { phoneConfigOf } from './phone-config.ts';

/** How a session ends that another desk has taken over. */
export type OnTakenOver = (reason: AppError) => void;

export interface SessionOptions {
  readonly profile: Profile;
  /** How calls are handled where no exchange is configured. */
  readonly practiceCalls: CallOptions;
  /** What this desk is called to others. */
  readonly place: string;
  readonly client: ServerClient;
  readonly knowledge: KnowledgeHost;
  readonly emit: EmitEvent;
  readonly log: Log;
  readonly now: () => number;
}

export interface Beginning {
  readonly store: SeatStore;
  readonly opened: Opened;
  /** The server took the password just now. */
  readonly isOnline: boolean;
  readonly tokens: Partial<Tokens>;
  readonly standing: AgentStanding;
  /** What the agent goes on with, before he has said anything else. */
  readonly goesOnWith?: Standing;
}

export interface OpenSession {
  /** The session as it stands now. */
  current(): Session;
  /** Adds what was found besides the seat's own warnings. The page is told by the caller. */
  warn(warnings: readonly AppError[]): void;
  readonly store: SeatStore;
  readonly sync: SyncEngine;
}

const patienceMs = 5000;

/** Ties an open seat to the server. Nothing is sent before `sync.start()`. */
export function openSession(options: SessionOptions, beginning: Beginning, onTakenOver: OnTakenOver): OpenSession {
  const { emit, log, now, client, knowledge } = options;
  const { store, opened, tokens, standing, goesOnWith } = beginning;
  const { agent, sip } = opened.signIn;
  let takenOver: AppError | undefined;
  let isPatient = true;
  let session: Session = {
    ...{ agent, isOnline: beginning.isOnline, offlineUntil: opened.offlineUntil },
    phone: phoneConfigOf(options.profile, agent, sip, options.practiceCalls),
    warnings: [...opened.warnings],
  };
  const warn = (warnings: readonly AppError[]): void => {
    session = { ...session, warnings: [...session.warnings, ...warnings] };
  };
  const server = createServerSession({ client, tokens, keepRefreshToken: (token) => store.keepTokens(token) });
  const sync = createSyncEngine({
    ...{ agentNo: opened.agentNo, server, seat: store, emit, log, now, standing, place: options.place },
    knowledge: async () => {
      const opening = await knowledge.store();
      return opening.ok ? opening.value : undefined;
    },
    enclosures: knowledge.enclosures,
    sounds: messageShelf(store, agent),
    onAccepted: () => {
      if (session.isOnline) return;
      session = { ...session, isOnline: true };
      emit('sessionChanged', { session: current() });
    },
    onRefused: () => {
      // The password was changed, or the agent left. The shift goes on with what is here: the rows wait sealed for
      // whoever signs in next on this machine, or for this agent's next sign-in.
      const reason = appError('auth.sessionExpired', 'user');
      session = { ...session, isOnline: false };
      warn([reason]);
      emit('sessionChanged', { session: current(), reason });
    },
    onTakenOver: ({ place, at }) => {
      // The call that is on the line here goes on to its end; the page sees that nobody is sent here any more.
      const reason = appError('auth.takenOver', 'none', { place, at });
      if (takenOver) return;
      takenOver = reason;
      emit('sessionChanged', { session: current(), reason });
      // The page closes what it has open and says that the agent is gone; a page that is not there says nothing.
      setTimeout(() => {
        isPatient = false;
        endWhenIdle();
      }, patienceMs).unref();
    },
    onTookOver: ({ place, at }) => {
      warn([appError('auth.tookOver', 'none', { place, at })]);
      emit('sessionChanged', { session: current() });
    },
    onReported: () => endWhenIdle(),
  });
  const endWhenIdle = (): void => {
    const kind = sync.agent.kind();
    const isIdle = kind === 'OFFLINE' || (!isPatient && !isBusyKind(kind));
    if (takenOver && isIdle) onTakenOver(takenOver);
  };
  const current = (): Session => {
    const now = sync.agent.standing() ?? goesOnWith;
    return now ? { ...session, standing: now } : session;
  };
  return { current, warn, store, sync };
}
