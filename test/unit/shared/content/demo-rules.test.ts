import { describe, expect, it } from 'vitest';
import { demoProblems } from '../../../../src/shared/content/demo-rules.ts';
import { demoCall, demoCustomer, demoNotice, demoTicket, smallCatalog, smallDemo } from './content-fixtures.ts';

function reasons(lists: Parameters<typeof smallDemo>[0]): string[] {
  return demoProblems(smallDemo(lists), smallCatalog()).map(({ reason }) => reason);
}

describe('demoProblems', () => {
  it('finds nothing in a whole demo', () => {
    expect(reasons({})).toEqual([]);
  });

  it.each<[string, Parameters<typeof smallDemo>[0]]>([
    ['customer "c-one" is there twice', { customers: [demoCustomer, { ...demoCustomer, phones: [] }] }],
    ['number "+8613900000071" is there twice', { customers: [demoCustomer, { ...demoCustomer, id: 'c-two' }] }],
    ['not a number of the made-up range', { customers: [{ ...demoCustomer, phones: ['+8613912345678'] }] }],
    ['area "lhasa" is not in the ticket catalog', { customers: [{ ...demoCustomer, area: 'lhasa' }] }],
    ['ticket number "W-1000" is there twice', { tickets: [demoTicket, { ...demoTicket, id: 't-two' }] }],
    ['faultRepair / gone is not in the ticket catalog', { tickets: [{ ...demoTicket, subType: 'gone' }] }],
    ['no customer c-gone in the demo', { tickets: [{ ...demoTicket, customerId: 'c-gone' }] }],
    ['changed before it was made', { tickets: [{ ...demoTicket, updatedMinutesAgo: 101 }] }],
    ['no agent 1234 in the demo', { calls: [{ ...demoCall, agentNo: '1234' }] }],
    ['call "pc-one" is there twice', { calls: [demoCall, demoCall] }],
    ['notice "n-one" is there twice', { notices: [demoNotice, demoNotice] }],
    ['area "lhasa" is not in the ticket catalog', { notices: [{ ...demoNotice, areas: ['lhasa'] }] }],
  ])('says: %s', (reason, lists) => {
    expect(reasons(lists)).toEqual([reason]);
  });
});
