import { expect, test } from 'vitest';
import type { TicketState } from '../../../../src/shared/domain/customer.ts';
import { errandOf } from '../../../../src/shared/script/call-errand.ts';
import { msToTalkLimit } from '../../../../src/shared/script/talk-limit.ts';

const ticket = (status: TicketState['status']): TicketState => ({
  ...{ id: '1', number: 'W-1', type: 'faultRepair', subType: 'x', status, summary: '' },
  ...{ createdAt: 0, updatedAt: 0 },
});

test.each<[Parameters<typeof errandOf>, ReturnType<typeof errandOf>]>([
  [[{ direction: 'inbound' }, { openTickets: [ticket('replied')] }], undefined],
  [[{ direction: 'outbound' }, undefined], undefined],
  [[{ direction: 'outbound' }, { openTickets: [ticket('processing')] }], undefined],
  [[{ direction: 'outbound' }, { openTickets: [] }], undefined],
  [[{ direction: 'outbound' }, { openTickets: [ticket('processing'), ticket('replied')] }], 'followUp'],
  [[{ direction: 'outbound' }, { openTickets: [ticket('followUp')] }], 'followUp'],
  [[{ direction: 'outbound', errand: { kind: 'risk' } }, { openTickets: [ticket('followUp')] }], 'risk'],
  [[{ direction: 'inbound', errand: { kind: 'risk' } }, undefined], undefined],
])('a call of %j is for %s', (known, errand) => {
  expect(errandOf(...known)).toBe(errand);
});

test('a talk is long from the minute that its centre set, and never where it set none', () => {
  expect(msToTalkLimit(1_000, undefined, 99_999_999)).toBeUndefined();
  expect(msToTalkLimit(1_000, 35, 1_000)).toBe(35 * 60_000);
  expect(msToTalkLimit(1_000, 35, 1_000 + 35 * 60_000 - 1)).toBe(1);
  expect(msToTalkLimit(1_000, 35, 1_000 + 35 * 60_000)).toBe(0);
  expect(msToTalkLimit(1_000, 35, 99_999_999)).toBe(0);
});
