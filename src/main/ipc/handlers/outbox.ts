import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import type { Handlers } from './handlers.ts';

export interface OutboxContext {
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type OutboxCommand =
  'outbox:rows' | 'outbox:discarded' | 'outbox:text' | 'outbox:retry' | 'outbox:discard' | 'outbox:restore';

export function outboxHandlers({ emit, now }: OutboxContext): Pick<Handlers, OutboxCommand> {
  /** Whatever shows tickets, customers, tasks or lines looks again; what may leave does. */
  const changed = ({ sync }: Seat, done: Result<void>): Result<Record<string, never>> => {
    if (!done.ok) return done;
    emit('outboxChanged', {});
    emit('directoryUpdated', {});
    emit('tasksChanged', {});
    emit('proposalsChanged', {});
    sync.wake();
    return ok({});
  };
  return {
    'outbox:rows': async ({ from }, { store }) => ok(await store.waitingPage(from, now())),
    'outbox:discarded': async ({ from }, { store }) => ok(await store.discardedPage(from)),
    'outbox:text': async ({ id }, { store }) => {
      const text = await store.rowText(id);
      return text.ok ? ok([...text.value]) : text;
    },
    'outbox:retry': async ({ id }, seat) => changed(seat, await seat.store.resendRow(id, now())),
    'outbox:discard': async ({ id }, seat) => changed(seat, await seat.store.discardRow(id, now())),
    'outbox:restore': async ({ id }, seat) => changed(seat, await seat.store.restoreRow(id)),
  };
}
