import type { CallOptions } from '../../../shared/domain/call-options.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { Session } from '../../../shared/ipc/contract.ts';
import type { Tokens } from '../../../shared/sync/wire.ts';
import type { Opened, SeatStore } from '../../db/seat-store.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Log } from '../../log.ts';
import type { Profile } from '../../profile/profile.ts';
import type { ServerClient } from '../../sync/server-client.ts';
import { createServerSession } from '../../sync/server-session.ts';
import { createSyncEngine, type SyncEngine } from '../../sync/sync-engine.ts';
import type { KnowledgeHost } from '../knowledge/knowledge-host.ts';
import { phoneConfigOf } from './phone-config.ts';

export interface SessionOptions {
  readonly profile: Profile;
  /** How calls are handled where no exchange is configured. */
  readonly practiceCalls: CallOptions;
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
}

export interface OpenSession {
  /** The session as it stands now. */
  current(): Session;
  /** Adds what was found besides the seat's own warnings. The page is told by the caller. */
  warn(warnings: readonly AppError[]): void;
  readonly store: SeatStore;
  readonly sync: SyncEngine;
}

/** Ties an open seat to the server. Nothing is sent before `sync.start()`. */
export function openSession(options: SessionOptions, beginning: Beginning): OpenSession {
  const { emit, log, now, client, knowledge } = options;
  const { store, opened, tokens } = beginning;
  const { agent, sip } = opened.signIn;
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
      session = { ...session, isOnline: false };
      warn([reason]);
      emit('sessionChanged', { session, reason });
    },
  });
  return { current: () => session, warn, store, sync };
}
