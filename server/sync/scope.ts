import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Agent } from '../../src/shared/domain/agent.ts';
import { ticketStatusSchema } from '../../src/shared/domain/ticket-status.ts';
import type { PullStream } from '../../src/shared/sync/wire.ts';

/**
 * Whose machines an item of the directory is for. It carries keys, and a machine is given what shares a key with it:
 * `a:<area>` of the customer or the ticket, `q:<queue>` on which the customer called, `*` for everybody, which is what
 * has neither. Tickets and calls have the keys of their customer besides their own.
 */
export type Scope =
  | { readonly kind: 'all' }
  /** `tag` names this very set of keys. */
  | { readonly kind: 'some'; readonly tag: string; readonly keys: readonly string[] };

const everybody = '*';
/** A call or a finished ticket leaves the feed after 30 days, ms. */
export const feedTermMs = 30 * 24 * 3_600_000;

export const directoryStreams: readonly PullStream[] = ['customers', 'tickets', 'calls'];

const scopedBodySchema = z.object({
  area: z.string().optional().catch(undefined),
  customerId: z.string().optional().catch(undefined),
  at: z.number().optional().catch(undefined),
  status: ticketStatusSchema.optional().catch(undefined),
  updatedAt: z.number().optional().catch(undefined),
});

/** What the feed has to know of an item besides its body. */
export interface ScopeFacts {
  readonly keys: readonly string[];
  readonly customer_id: string | null;
  readonly expires_at: number | null;
}

export function scopeFacts(stream: PullStream, body: unknown, queue: string | undefined): ScopeFacts {
  if (!directoryStreams.includes(stream)) return { keys: [everybody], customer_id: null, expires_at: null };
  const { area, customerId, at, status, updatedAt } = scopedBodySchema.safeParse(body).data ?? {};
  const customer_id = stream === 'customers' ? null : (customerId ?? null);
  const own = [...(area && stream !== 'calls' ? [`a:${area}`] : []), ...(queue ? [queueKey(queue)] : [])];
  const keys = own.length === 0 && customer_id === null ? [everybody] : own;
  const isFinished = stream === 'tickets' && (status === 'closed' || status === 'cancelled');
  const from = stream === 'calls' ? at : isFinished ? updatedAt : undefined;
  return { keys, customer_id, expires_at: from === undefined ? null : from + feedTermMs };
}

export function queueKey(queue: string): string {
  return `q:${queue}`;
}

/** What these may see together. One without areas and queues works for all. */
export function scopeOfAgents(agents: readonly Pick<Agent, 'areas' | 'queues'>[]): Scope {
  const each = agents.map(({ areas = [], queues = [] }) => [
    ...areas.map((area) => `a:${area}`),
    ...queues.map(queueKey),
  ]);
  if (each.length === 0 || each.some((keys) => keys.length === 0)) return { kind: 'all' };
  const keys = [...new Set([everybody, ...each.flat()])].sort();
  const tag = createHash('sha256').update(keys.join('\n')).digest('base64url').slice(0, 16);
  return { kind: 'some', tag, keys };
}
