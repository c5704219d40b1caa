import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentOf, type CustomerContent } from '../../../src/shared/domain/customer-changes.ts';
import {
  customerDraftSchema,
  type CustomerDraft,
  type CustomerForm,
} from '../../../src/shared/domain/customer-file.ts';
import type { CallFacts } from '../../../src/shared/domain/call.ts';
import { customerIdSchema, type CustomerId } from '../../../src/shared/ids.ts';
import { callFrom, credentials, faultDraft } from './desk-inputs.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';
import { makeHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

let homes: Home[];
let centre: LiveCentre;
let one: TestDesk;
let two: TestDesk;

beforeAll(async () => {
  homes = [await makeHome(), await makeHome()];
  const [first, second] = homes.map(({ path }) => path) as [string, string];
  centre = await startLiveCentre(join(first, 'centre'));
  for (const path of [first, second]) await centre.configure(path);
  one = await openDesk(first, { profileName: liveProfile });
  two = await openDesk(second, { profileName: liveProfile });
  await one.get('auth:signIn', credentials('9527'));
  await two.get('auth:signIn', credentials('1001'));
  for (const desk of [one, two]) await desk.get('sync:now', {});
});
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await centre.stop();
  await Promise.all(homes.map((home) => home.remove()));
});

const drolma = customerIdSchema.parse('c-drolma');
const search = async (desk: TestDesk, query: string) => (await desk.get('customers:search', { query, limit: 20 })).hits;
const fileOf = (desk: TestDesk, id: CustomerId) => desk.get('customers:file', { id });

function formOf(content: CustomerContent): CustomerForm {
  const { accountNo = '', address = '', area = '', language = '' } = content;
  return { ...content, accountNo, address, area, language };
}
const draftOf = (form: Partial<CustomerForm>, more: Partial<CustomerDraft> = {}): CustomerDraft =>
  customerDraftSchema.parse({
    ...{ id: uuidv7(), updatedAt: Date.now() },
    form: { ...formOf({ name: '', salutation: '', phones: [] }), ...form },
    ...more,
  });
const correctionOf = async (desk: TestDesk, id: CustomerId, form: Partial<CustomerForm>): Promise<CustomerDraft> => {
  const base = contentOf((await fileOf(desk, id)).customer);
  return draftOf({ ...formOf(base), ...form }, { customerId: id, base });
};
const save = async (desk: TestDesk, draft: CustomerDraft, isDuplicateAccepted = false) =>
  desk.get('customers:save', { draft, isDuplicateAccepted });

test('results are masked, and the file has it all', async () => {
  for (const query of ['卓玛', '139 0000 0071', '0071', '0630 0000 8812', '东巴村']) {
    const hits = await search(one, query);
    expect(
      hits.find(({ id }) => id === drolma),
      query,
    ).toMatchObject({
      ...{ name: '卓玛', phone: '+139 •••• 0071'.replace('+139', '+861'), accountNo: '0630 •••• 8812' },
    });
    expect(JSON.stringify(hits)).not.toContain('13900000071');
  }
  const { customer, openTickets, recentCalls } = await fileOf(one, drolma);
  expect(customer).toMatchObject({ phones: ['+8613900000071'] });
  expect(openTickets.length).toBeGreaterThan(0);
  expect(recentCalls.length).toBeGreaterThan(0);
  expect(await one.refusal('customers:file', { id: customerIdSchema.parse('c-none') })).toMatchObject({
    code: 'customer.notFound',
  });
});

test('two desks correct different fields while the line is down, and both win', async () => {
  centre.line.pullCable();
  await save(one, await correctionOf(one, drolma, { address: '恰卜恰镇东巴村 81 号' }));
  await save(two, await correctionOf(two, drolma, { salutation: '老师', phones: ['+8613900000071', '0974 851 2345'] }));
  expect((await fileOf(one, drolma)).unsent).toEqual(['address']);
  expect((await search(one, '东巴村 81')).map(({ id, isUnsent }) => ({ id, isUnsent }))).toEqual([
    { id: drolma, isUnsent: true },
  ]);
  centre.line.plugIn();
  for (const desk of [one, two]) await desk.get('sync:now', {});
  for (const desk of [one, two]) {
    await desk.get('sync:now', {});
    expect((await fileOf(desk, drolma)).customer).toMatchObject({
      ...{ address: '恰卜恰镇东巴村 81 号', salutation: '老师', phones: ['+8613900000071', '+869748512345'] },
    });
    expect((await fileOf(desk, drolma)).unsent).toEqual([]);
  }
});

test('both correct the same field: the later one is asked, and what he chooses holds', async () => {
  centre.line.pullCable();
  await save(one, await correctionOf(one, drolma, { name: '卓玛吉' }));
  await save(two, await correctionOf(two, drolma, { name: '卓玛措', address: '西宁市' }));
  // The second one goes home meanwhile: the first arrives first.
  await two.get('auth:signOut', {});
  centre.line.plugIn();
  await one.get('sync:now', {});
  two.forgetEvents();
  await two.get('auth:signIn', credentials('1001'));
  await two.get('sync:now', {});
  const status = await two.get('sync:now', {});
  expect(status).toMatchObject({ blocked: 1, waiting: 0 });
  await two.heard('directoryUpdated', () => true);
  expect((await fileOf(two, drolma)).conflicts).toEqual([{ field: 'name', mine: '卓玛措', theirs: '卓玛吉' }]);
  expect((await two.get('customers:undecided', {})).map(({ id }) => id)).toEqual([drolma]);
  // The rest of his correction went through.
  await one.get('sync:now', {});
  expect((await fileOf(one, drolma)).customer).toMatchObject({ name: '卓玛吉', address: '西宁市' });
  const chosen = await two.get('customers:resolve', { id: drolma, field: 'name', keep: 'mine' });
  expect(chosen).toMatchObject({ customer: { name: '卓玛措' }, conflicts: [] });
  await two.get('sync:now', {});
  await one.get('sync:now', {});
  expect((await fileOf(one, drolma)).customer).toMatchObject({ name: '卓玛措' });
  expect(await two.get('customers:undecided', {})).toEqual([]);
});

test('what can’t be a number, a name or new is said before anything is written, and a draft stays', async () => {
  const draft = draftOf({ name: '新客户', phones: ['139000000', '13900000013'], accountNo: '063000001024' });
  await one.get('customers:saveDraft', draft);
  const checked = await one.get('customers:check', { draft });
  expect(checked.phones).toEqual([null, '+8613900000013']);
  expect(checked.duplicates.map(({ field, hit }) => `${field} ${hit.id}`)).toEqual([
    'phones c-gasong-wangmo',
    'accountNo c-zhou-wenbin',
  ]);
  const saving = { draft, isDuplicateAccepted: true };
  expect(await one.refusal('customers:save', saving)).toMatchObject({
    ...{ code: 'customer.invalidPhone', params: { position: 1 } },
  });
  const mended = { ...draft, form: { ...draft.form, phones: ['', '13900000013'] } };
  expect(await one.refusal('customers:save', { draft: mended, isDuplicateAccepted: false })).toMatchObject({
    code: 'customer.duplicate',
  });
  const nameless = { ...mended, form: { ...mended.form, name: ' ' } };
  expect(await one.refusal('customers:save', { ...saving, draft: nameless })).toMatchObject({
    code: 'customer.incomplete',
  });
  expect(await one.get('customers:drafts', {})).toEqual([draft]);
  const saved = await save(one, mended, true);
  expect(saved.customer).toMatchObject({ name: '新客户', phones: ['+8613900000013'] });
  expect(await one.get('customers:drafts', {})).toEqual([]);
  expect((await save(one, mended, true)).customer.id).toBe(saved.customer.id);
});

test('a customer created for an unknown caller is his in the call, its ticket and at the next desk', async () => {
  const facts: CallFacts = callFrom('13700009999');
  expect(await one.get('calls:begin', facts)).not.toHaveProperty('customer');
  await one.get('tickets:submit', { draft: faultDraft({ callId: facts.callId }), isClosedAtFirstContact: false });
  // The centre has it by now, as nobody's.
  await one.get('sync:now', {});
  const { customer } = await save(one, draftOf({ name: '索南', phones: ['13700009999'] }, { callId: facts.callId }));
  const pop = await one.get('calls:attach', { callId: facts.callId, customerId: customer.id });
  expect(pop).toMatchObject({ customer: { id: customer.id }, callsInTwoDays: 1 });
  expect(pop.openTickets).toHaveLength(1);
  expect((await one.get('calls:begin', facts)).customer?.id).toBe(customer.id);
  const endedAt = facts.startedAt + 9000;
  const end = { answeredAt: facts.startedAt + 1000, endedAt, endReason: 'callerHungUp', wrappedUpAt: endedAt } as const;
  const record = await one.get('calls:update', { id: facts.callId, ...end, disposition: 'ticketCreated' });
  expect(record.facts.customerId).toBe(customer.id);
  await one.get('sync:now', {});
  await two.get('sync:now', {});
  const next = await two.get('calls:begin', callFrom('+86 137 0000 9999'));
  expect(next).toMatchObject({ customer: { name: '索南' }, callsInTwoDays: 2 });
  expect(next.openTickets).toHaveLength(1);
  expect(next.recentCalls).toMatchObject([{ id: facts.callId, agentNo: '9527' }]);
});

test('the second number of a customer is shown for a reason too', async () => {
  await one.get('sync:now', {});
  const ask = { customerId: drolma, field: 'phone', reason: 'callBack' } as const;
  expect(await one.get('customers:reveal', { ...ask, index: 1 })).toEqual({ value: '+869748512345' });
  expect(await one.refusal('customers:reveal', { ...ask, index: 5 })).toMatchObject({ code: 'customer.notFound' });
  const dial = { customerId: drolma, field: 'phone' } as const;
  expect(await one.get('customers:dial', { ...dial, index: 1 })).toMatchObject({ number: '+869748512345' });
  expect(await one.get('customers:dial', dial)).toMatchObject({ number: '+8613900000071' });
  expect(await one.refusal('customers:dial', { ...dial, index: 5 })).toMatchObject({ code: 'customer.notFound' });
});
