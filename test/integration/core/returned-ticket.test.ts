import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ticket } from '../../../src/shared/domain/ticket.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { demoServerUrl } from './centre-reader.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { demoPassword } from './demo-password.ts';
import { makeDemoHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let home: Home;
let desk: TestDesk;
let leader: TestSeat;

beforeEach(async () => {
  home = await makeDemoHome();
  desk = await openDesk(home.path);
  await desk.get('auth:signIn', credentials('9527'));
  leader = new TestSeat(await demoServerUrl(home.path), '0031');
  await leader.signIn(demoPassword);
});
afterEach(async () => {
  await desk.close();
  await home.remove();
});

const atLeader = async (path: string, ticketId: string, revision: number, more: object): Promise<void> => {
  const answer = await leader.request('POST', path, { id: randomUUID(), ticketId, revision, ...more });
  expect(answer).toMatchObject({ status: 200 });
};
const returned = (id: string, revision: number, reason: string) =>
  atLeader('/v1/tickets/deed', id, revision, { deed: 'return', reason });
const heard = (id: string, fits: (ticket: Ticket) => boolean): Promise<Ticket> =>
  desk.heard('ticketChanged', (ticket) => ticket.id === id && fits(ticket));

async function submitted(): Promise<Ticket> {
  const ticket = await desk.get('tickets:submit', { draft: faultDraft(), isClosedAtFirstContact: false });
  await heard(ticket.id, ({ sync }) => sync === 'synced');
  // The pull that brings it back ends what is on its way: from here on only the leader changes it.
  await desk.get('sync:now', {});
  return ticket;
}

async function sendAgain(id: Ticket['id'], address: string): Promise<void> {
  const draft = await desk.get('tickets:reopen', { id });
  const mended = { ...draft, address, updatedAt: Date.now() };
  await desk.get('tickets:saveDraft', mended);
  expect(await desk.get('tickets:submit', { draft: mended, isClosedAtFirstContact: false })).toMatchObject({
    ...{ status: 'submitted', sync: 'queued' },
  });
}

test('a ticket that was given back is told at once, mended and sent again', { timeout: 120_000 }, async () => {
  const { id, number } = await submitted();
  await returned(id, 1, '门牌号不对');
  expect(await heard(id, ({ status }) => status === 'returned')).toMatchObject({ number, returnReason: '门牌号不对' });
  expect((await desk.get('ticketBook:counts', {})).returned).toBe(1);
  desk.forgetEvents();
  await sendAgain(id, '贵德县河西镇 5 社 12 号');
  expect(await heard(id, ({ sync }) => sync === 'synced')).toMatchObject({ status: 'submitted', number });
  await desk.get('sync:now', {});
  expect((await desk.get('ticketBook:counts', {})).returned).toBe(0);
  expect((await desk.get('tickets:list', { limit: 9 }))[0]?.returnReason).toBeUndefined();
  expect((await leader.request('GET', `/v1/tickets/one?ticketId=${id}`)).body).toMatchObject({
    ...{ status: 'submitted', revision: 3, ticket: { address: '贵德县河西镇 5 社 12 号' } },
  });
});

test(
  'of a text that two changed both are shown, and the agent’s word takes their place',
  { timeout: 120_000 },
  async () => {
    const { id } = await submitted();
    await atLeader('/v1/tickets/correct', id, 1, { changes: { description: '总台写的', priority: 'critical' } });
    await returned(id, 2, '请核对');
    await heard(id, ({ status }) => status === 'returned');
    expect(await desk.refusal('tickets:clash', { id })).toMatchObject({ code: 'ticket.notEditable' });
    const draft = { ...(await desk.get('tickets:reopen', { id })), description: '坐席写的', updatedAt: Date.now() };
    await desk.get('tickets:saveDraft', draft);
    await desk.get('tickets:submit', { draft, isClosedAtFirstContact: false });
    await heard(id, ({ sync }) => sync === 'conflict');
    const clash = await desk.get('tickets:clash', { id });
    expect(clash).toMatchObject({
      ...{ by: '0031', texts: [{ field: 'description', mine: '坐席写的', theirs: '总台写的' }] },
      draft: { description: '坐席写的', baseRevision: 3 },
    });
    // What was typed survives the desk: asked again, it is still in the draft.
    await desk.get('tickets:saveDraft', { ...clash.draft, description: '两份合在一起' });
    const again = await desk.get('tickets:clash', { id });
    expect(again).toMatchObject({ texts: clash.texts, draft: { description: '两份合在一起' } });
    desk.forgetEvents();
    await desk.get('tickets:submit', { draft: again.draft, isClosedAtFirstContact: false });
    await heard(id, ({ sync }) => sync === 'synced');
    expect((await leader.request('GET', `/v1/tickets/one?ticketId=${id}`)).body).toMatchObject({
      ...{ status: 'submitted', ticket: { description: '两份合在一起', priority: 'critical' } },
    });
  },
);
