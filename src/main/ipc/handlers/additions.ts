import type { CallId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import { saidIn } from '../../features/knowledge/said-in.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import { offerSms, sendSms, type SmsContext } from '../../features/tickets/sms-order.ts';
import type { Handlers } from './handlers.ts';

type AdditionCommand = Extract<keyof Handlers, `additions:${string}` | `sms:${string}`>;

export interface AdditionContext {
  readonly region: string;
  /** A demo has practice calls only, and a centre of its own. */
  readonly isDemo: boolean;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

export function additionHandlers({ region, isDemo, emit, now }: AdditionContext): Pick<Handlers, AdditionCommand> {
  const contextOf = ({ store, session }: Seat): SmsContext => ({ store, region, agentNo: session.agent.agentNo });
  /** Nothing of a simulation reaches the centre, nor a caller who is none. */
  const ofWork = async ({ store }: Seat, callId: CallId | undefined): Promise<Result<void>> => {
    const where = await saidIn(store, callId, isDemo);
    if (where === 'practice') return err(appError('addition.practice', 'none'));
    return where === 'unknown' ? err(appError('call.notFound', 'none')) : ok(undefined);
  };
  const told = ({ sync }: Seat, done: Result<void>): Result<Record<string, never>> => {
    if (!done.ok) return done;
    emit('additionsChanged', {});
    sync.wake();
    return ok({});
  };
  return {
    'additions:list': async ({ ticketId }, { store }) => ok(await store.additionsOf(ticketId)),
    async 'additions:supplement'(supplement, seat) {
      const may = await ofWork(seat, supplement.callId);
      return told(seat, may.ok ? await seat.store.addSupplement(supplement, now()) : may);
    },
    'additions:drafts': async (_input, { store }) => ok(await store.supplementDrafts()),
    async 'additions:keepDraft'(draft, { store }) {
      await store.keepSupplementDraft(draft);
      return ok({ savedAt: now() });
    },
    'additions:settle': async ({ id, action }, seat) => told(seat, await seat.store.settleAddition(id, action, now())),
    'sms:offer': ({ ticketId, callId }, seat) => offerSms(contextOf(seat), ticketId, callId),
    async 'sms:send'(order, seat) {
      const may = await ofWork(seat, order.callId);
      return told(seat, may.ok ? await sendSms(contextOf(seat), order, now()) : may);
    },
  };
}
