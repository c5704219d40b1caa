import { v7 as uuidv7 } from 'uuid';
import { callFactsSchema, type CallFacts } from '../../../src/shared/domain/call.ts';
import { ticketDraftSchema, type TicketDraft } from '../../../src/shared/domain/ticket.ts';
import { agentNoSchema } from '../../../src/shared/ids.ts';
import { demoPassword } from './demo-password.ts';

export function credentials(agentNo: string, password = demoPassword) {
  return { agentNo: agentNoSchema.parse(agentNo), password };
}

/** A call as the phone hands it over. */
export function callFrom(number: string, more: Record<string, unknown> = {}): CallFacts {
  return callFactsSchema.parse({
    ...{ callId: uuidv7(), direction: 'inbound', number, isPractice: false, startedAt: Date.now() },
    ...more,
  });
}

/** A fault report with everything filled that the catalog asks for. */
export function faultDraft(more: Partial<TicketDraft> = {}): TicketDraft {
  const now = Date.now();
  return ticketDraftSchema.parse({
    ...{
      id: uuidv7(),
      type: 'faultRepair',
      subType: 'single-no-power',
      callerName: '多杰',
      callerPhone: '13900000012',
    },
    ...{ area: 'guide', address: '贵德县河西镇 3 社', description: '一户无电，已查表箱。', priority: 'medium' },
    ...{ isPriorityChosen: false, isDueChosen: false, createdAt: now, updatedAt: now },
    ...more,
  });
}
