import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentOf } from '../../../src/shared/domain/customer-changes.ts';
import { customerDraftSchema } from '../../../src/shared/domain/customer-file.ts';
import type { TicketAddition } from '../../../src/shared/domain/ticket-addition.ts';
import type { Ticket } from '../../../src/shared/domain/ticket.ts';
import { customerIdSchema, type TicketId } from '../../../src/shared/ids.ts';
import type { CommandInput } from '../../../src/shared/ipc/contract.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { demoPassword } from './demo-password.ts';
import { callFrom, credentials, faultDraft } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let homes: Home[];
let centre: LiveCentre;
let desks: [TestDesk, TestDesk];
const centreFolder = (): string => join(homes[0]?.path ?? '', 'centre');

beforeAll(async () => {
  homes = [await makeHome(), await makeHome()];
  centre = await startLiveCentre(centreFolder());
  for (const { path } of homes) await centre.configure(path);
  desks = [await open(homes[0], '2088'), await open(homes[1], '1001')];
  for (const desk of desks) await desk.get('sync:now', {});
});
afterAll(async () => {
  for (const desk of desks) await desk.close();
  await centre.stop();
  for (const home of homes) await home.remove();
});

const submit = (desk: TestDesk, more: Parameters<typeof faultDraft>[0] = {}): Promise<Ticket> =>
  desk.get('tickets:submit', { draft: faultDraft(more), isClosedAtFirstContact: false });
async function open(home: Home | undefined, agentNo: string): Promise<TestDesk> {
  const desk = await openDesk(home?.path ?? '', { profileName: liveProfile });
  await desk.get('auth:signIn', credentials(agentNo));
  return desk;
}
const listOf = (desk: TestDesk, ticketId: TicketId): Promise<TicketAddition[]> =>
  desk.get('additions:list', { ticketId });
const shown = async (desk: TestDesk, ticketId: TicketId) =>
  (await listOf(desk, ticketId)).map((each) => [each.kind, each.sync, each.kind === 'sms' ? each.state : each.text]);

async function orderFor(
  desk: TestDesk,
  ticket: Ticket,
  changes: Partial<CommandInput<'sms:send'>> = {},
): Promise<CommandInput<'sms:send'>> {
  const offer = await desk.get('sms:offer', { ticketId: ticket.id });
  const text = offer.texts.find(({ lang, id }) => lang === 'zh-Hans' && id === 'ticketTaken');
  if (!text) throw new Error('the centre has no text');
  const filled = text.text.replace('{ticketNumber}', ticket.number);
  return {
    ...{ id: uuidv7(), ticketId: ticket.id, textId: text.id, textVersion: text.version, lang: 'zh-Hans' },
    ...{ values: {}, to: 'contact', maskedNumber: offer.recipients[0]?.maskedNumber ?? '', text: filled },
    ...changes,
  };
}

test('what is added without the network is shown as waiting, goes once, and comes back to both desks', async () => {
  const [one, two] = desks;
  centre.line.pullCable();
  const ticket = await submit(one);
  const supplement = { id: uuidv7(), ticketId: ticket.id, text: '门牌是拾贰号' };
  for (let nth = 0; nth < 2; nth += 1) await one.get('additions:supplement', supplement);
  const offer = await one.get('sms:offer', { ticketId: ticket.id });
  expect(offer).toMatchObject({
    ...{ isPortOpen: true, number: ticket.number, language: 'zh-Hans' },
    recipients: [{ to: 'contact', maskedNumber: '139 •••• 0012', isMobile: true }],
  });
  expect(JSON.stringify(offer)).not.toContain('13900000012');
  // Texts in Tibetan are drafts here, too.
  expect(offer.texts.filter(({ lang, status }) => lang === 'adx' && status === 'approved')).toEqual([]);
  const order = await orderFor(one, ticket);
  for (let nth = 0; nth < 2; nth += 1) await one.get('sms:send', order);
  expect(await shown(one, ticket.id)).toEqual([
    ['supplement', 'queued', supplement.text],
    ['sms', 'queued', undefined],
  ]);
  // It is found by what was added.
  const filter = { list: 'all', text: '拾贰号' } as const;
  expect(await one.get('ticketBook:page', { filter })).toMatchObject([{ id: ticket.id }]);
  centre.line.plugIn();
  await one.get('sync:now', {});
  await expect
    .poll(() => shown(one, ticket.id))
    .toEqual([
      ['supplement', 'synced', supplement.text],
      ['sms', 'synced', 'handedOver'],
    ]);
  const folder = join(centreFolder(), 'sms');
  expect(await readdir(folder)).toEqual([`${order.id}.json`]);
  expect(JSON.parse(await readFile(join(folder, `${order.id}.json`), 'utf8'))).toMatchObject({
    ...{ number: '+8613900000012', text: order.text },
  });
  await two.get('sync:now', {});
  await expect.poll(async () => (await listOf(two, ticket.id)).length).toBe(2);
  // A colleague's word on the ticket is found at its author's desk.
  await two.get('additions:supplement', { id: uuidv7(), ticketId: ticket.id, text: '第二次来电：仍无电，玉树方言' });
  await two.get('sync:now', {});
  await expect
    .poll(async () => {
      await one.get('sync:now', {});
      return (await one.get('ticketBook:page', { filter: { list: 'all', text: '玉树方言' } })).length;
    })
    .toBe(1);
  expect((await listOf(one, ticket.id)).map(({ by }) => by)).toEqual(['2088', '2088', '1001']);
});

test('nothing that is added in a practice call leaves the desk, and no text message of one is ever ordered', async () => {
  const [one] = desks;
  const ticket = await submit(one);
  centre.line.pullCable();
  const { waiting } = await one.get('sync:status', {});
  const practice = callFrom('13900000012', { isPractice: true });
  await one.get('calls:begin', practice);
  const { callId } = practice;
  const supplement = { id: uuidv7(), ticketId: ticket.id, callId, text: '练习' };
  expect(await one.refusal('additions:supplement', supplement)).toMatchObject({ code: 'addition.practice' });
  const order = await orderFor(one, ticket);
  expect(await one.refusal('sms:send', { ...order, callId })).toMatchObject({ code: 'addition.practice' });
  const strange = callFrom('13900000012').callId;
  expect(await one.refusal('sms:send', { ...order, callId: strange })).toMatchObject({ code: 'call.notFound' });
  expect((await one.get('sync:status', {})).waiting).toBe(waiting);
  expect(await listOf(one, ticket.id)).toEqual([]);
  centre.line.plugIn();
});

test('a message is held back at the desk for what is wrong with it', async () => {
  const [one] = desks;
  const ticket = await submit(one, { callerPhone: '0974-8512345' });
  const order = await orderFor(one, ticket);
  const codeOf = async (changes: Partial<typeof order>): Promise<string> =>
    (await one.refusal('sms:send', { ...order, ...changes })).code;
  expect(await codeOf({})).toBe('sms.notMobile');
  expect(await codeOf({ to: 'caller' })).toBe('sms.noNumber');
  const mobile = await submit(one);
  const right = await orderFor(one, mobile);
  expect(await codeOf({ ...right, text: '中奖了' })).toBe('sms.incomplete');
  expect(await codeOf({ ...right, textVersion: 99 })).toBe('sms.notApproved');
  expect(await codeOf({ ...right, lang: 'adx' })).toBe('sms.notApproved');
  expect(await codeOf({ ...right, ticketId: uuidv7() as TicketId })).toBe('ticket.notFound');
  // The caller's own number, where he calls from another one than he is reached at.
  const call = callFrom('13900000077');
  await one.get('calls:begin', call);
  const offer = await one.get('sms:offer', { ticketId: ticket.id, callId: call.callId });
  expect(offer.recipients).toMatchObject([
    { to: 'contact', isMobile: false },
    { to: 'caller', maskedNumber: '139 •••• 0077', isMobile: true },
  ]);
});

test('what is typed to add lies in the seat, for its agent, until it is added', async () => {
  const [one] = desks;
  const [ticket, other] = [await submit(one), await submit(one)];
  const keep = (ticketId: TicketId, text: string) => one.get('additions:keepDraft', { ticketId, text });
  await keep(ticket.id, '门牌是拾');
  await keep(other.id, '别的');
  await keep(ticket.id, '门牌是拾贰号 ');
  await one.close();
  desks = [await open(homes[0], '9527'), desks[1]];
  expect(await desks[0].get('additions:drafts', {})).toEqual([]);
  await desks[0].close();
  desks = [await open(homes[0], '2088'), desks[1]];
  const drafts = () => desks[0].get('additions:drafts', {});
  expect(await drafts()).toEqual([
    { ticketId: other.id, text: '别的' },
    { ticketId: ticket.id, text: '门牌是拾贰号 ' },
  ]);
  const add = (ticketId: TicketId, text: string) =>
    desks[0].get('additions:supplement', { id: uuidv7(), ticketId, text });
  // In one step with the supplement, also where the page never hears of it.
  await add(ticket.id, '门牌是拾贰号');
  await add(other.id, '别');
  expect(await drafts()).toEqual([{ ticketId: other.id, text: '别的' }]);
  await desks[0].get('additions:keepDraft', { ticketId: other.id, text: '' });
  expect(await drafts()).toEqual([]);
});

test('a message goes to the number that the agent saw, or nowhere', async () => {
  const [one, two] = desks;
  const customerId = customerIdSchema.parse('c-drolma');
  const ticket = await submit(one, { callerPhone: '0974-8512345', customerId });
  const order = await orderFor(one, ticket);
  expect(order.maskedNumber).toBe('139 •••• 0071');
  const base = contentOf((await two.get('customers:file', { id: customerId })).customer);
  const { accountNo = '', address = '', area = '', language = '' } = base;
  const form = { ...base, accountNo, address, area, language, phones: ['13900000088'] };
  const draft = customerDraftSchema.parse({ id: uuidv7(), customerId, base, form, updatedAt: Date.now() });
  await two.get('customers:save', { draft, isDuplicateAccepted: true });
  await two.get('sync:now', {});
  await expect
    .poll(async () => {
      await one.get('sync:now', {});
      return (await orderFor(one, ticket)).maskedNumber;
    })
    .toBe('139 •••• 0088');
  expect(await one.refusal('sms:send', order)).toMatchObject({ code: 'sms.numberChanged' });
  expect(await listOf(one, ticket.id)).toEqual([]);
  await one.get('sms:send', { ...order, maskedNumber: '139 •••• 0088' });
  expect(await listOf(one, ticket.id)).toMatchObject([{ kind: 'sms', maskedNumber: '139 •••• 0088' }]);
});

test('what the centre refuses keeps its text, says why, and goes again or away', async () => {
  const [one, two] = desks;
  await two.get('sync:now', {});
  const draft = faultDraft();
  const ticket = await one.get('tickets:submit', { draft, isClosedAtFirstContact: false });
  await one.get('sync:now', {});
  await expect
    .poll(async () => {
      await two.get('sync:now', {});
      return (await two.ask('sms:offer', { ticketId: ticket.id })).ok;
    })
    .toBe(true);
  // An expedite of a ticket that nobody has: refused by the name of its field, with everything kept.
  const urged = faultDraft({
    ...{ type: 'expedite', subType: 'faster-restoration', parentId: uuidv7() as TicketId, description: '催办说明' },
  });
  const expedite = await two.get('tickets:submit', { draft: urged, isClosedAtFirstContact: false });
  await two.get('sync:now', {});
  const refused = await two.heard('ticketChanged', ({ id, sync }) => id === expedite.id && sync === 'rejected');
  expect(refused).toMatchObject({
    ...{ description: '催办说明', refusal: { code: 'ticket.unknownParent', field: 'parentId' } },
  });
  expect(await two.get('tickets:reopen', { id: expedite.id })).toMatchObject({ parentId: urged.parentId });
  // The colleague still knows the ticket as open when the centre closes it.
  centre.line.pullCable();
  const supplement = { id: uuidv7(), ticketId: ticket.id, text: '晚到的补充' };
  await two.get('additions:supplement', supplement);
  await cancel(ticket);
  centre.line.plugIn();
  await two.get('sync:now', {});
  await expect
    .poll(() => listOf(two, ticket.id))
    .toMatchObject([{ text: '晚到的补充', sync: 'rejected', refusal: { code: 'ticket.ended', field: 'ticketId' } }]);
  await two.get('additions:settle', { id: supplement.id, action: 'retry' });
  await two.get('sync:now', {});
  await expect.poll(() => listOf(two, ticket.id)).toMatchObject([{ sync: 'rejected' }]);
  await two.get('additions:settle', { id: supplement.id, action: 'discard' });
  expect(await listOf(two, ticket.id)).toEqual([]);
  expect(await two.refusal('additions:settle', { id: supplement.id, action: 'retry' })).toMatchObject({
    code: 'addition.notFound',
  });
  await expect.poll(async () => (await two.get('sync:status', {})).blocked).toBe(1);
  // By now this desk knows, too.
  await expect
    .poll(async () => {
      await two.get('sync:now', {});
      const again = await two.ask('additions:supplement', { ...supplement, id: uuidv7() });
      return again.ok ? 'taken' : again.error.code;
    })
    .toBe('ticket.ended');
});

/** The leader ends it, past the spoiled line. */
async function cancel(ticket: Ticket): Promise<void> {
  const leader = new TestSeat(centre.url, '0031');
  await leader.signIn(demoPassword);
  const deed = { id: uuidv7(), ticketId: ticket.id, revision: 1, deed: 'cancel', reason: '重复' };
  expect((await leader.request('POST', '/v1/tickets/deed', deed)).status).toBe(200);
}
