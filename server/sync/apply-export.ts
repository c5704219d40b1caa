import type { Mutation } from '../../src/shared/sync/wire.ts';
import type { Decision } from './mutation-outcome.ts';

type TicketExport = Extract<Mutation, { kind: 'ticket.export' }>;

/** A file that left a desk is an entry of the audit log, and nothing else. */
export function decideExport({ agentNo, deviceId, body }: TicketExport): Decision {
  return { outcome: 'applied', streams: [], deed: { kind: 'ticketsExported', agentNo, deviceId, detail: body } };
}
