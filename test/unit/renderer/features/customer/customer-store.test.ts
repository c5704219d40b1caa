import { beforeEach, expect, it } from 'vitest';
import {
  createCustomerStore,
  type CustomerStore,
} from '../../../../../src/renderer/features/customer/customer-store.ts';
import type { Customer } from '../../../../../src/shared/domain/customer.ts';
import type { CustomerDraft, CustomerFile, CustomerHit } from '../../../../../src/shared/domain/customer-file.ts';
import { callIdSchema, customerIdSchema } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';

const drolma = customerIdSchema.parse('c-drolma');
const dorje = customerIdSchema.parse('c-dorje');
const callId = callIdSchema.parse('01890000-0000-7000-8000-000000000001');

let desk: ScriptedDesk;
let store: CustomerStore;
/** What the core would have on its disk. */
let customers: Map<string, Customer>;
let drafts: Map<string, CustomerDraft>;

function customer(id: Customer['id'], name: string): Customer {
  return { id, name, salutation: '女士', phones: ['+8613900000071'], isSpecialHandling: false, updatedAt: 1 };
}
function hit({ id, name, salutation }: Customer): CustomerHit {
  return { id, name, salutation, isSpecialHandling: false, isUnsent: false };
}
function file(id: string): CustomerFile {
  const found = customers.get(id);
  if (!found) throw new Error(`${id} is not in this test`);
  return { customer: found, unsent: [], conflicts: [], openTickets: [], recentCalls: [] };
}
const asked = (name: string): unknown[] => desk.calls.filter((call) => call.name === name).map(({ input }) => input);
const state = (): ReturnType<CustomerStore['getState']> => store.getState();
function active(): CustomerDraft {
  const found = state().drafts.find(({ id }) => id === state().activeId);
  if (!found) throw new Error('nothing is being written');
  return found;
}

beforeEach(() => {
  customers = new Map([customer(drolma, '卓玛'), customer(dorje, '多杰')].map((each) => [each.id, each]));
  drafts = new Map();
  desk = scriptedDesk({
    'customers:search': ({ query }) => ({
      hits: [...customers.values()].filter(({ name }) => name.includes(query)).map(hit),
      hasMore: false,
    }),
    'customers:file': ({ id }) => file(id),
    'customers:drafts': () => [...drafts.values()],
    'customers:undecided': () => [],
    'customers:saveDraft': (draft) => {
      drafts.set(draft.id, draft);
      return { savedAt: 1 };
    },
    'customers:discardDraft': ({ id }) => {
      drafts.delete(id);
      return {};
    },
    'customers:check': () => ({ phones: [null], duplicates: [] }),
    'customers:save': ({ draft }) => {
      drafts.delete(draft.id);
      const id = draft.customerId ?? customerIdSchema.parse(`c-${draft.id}`);
      customers.set(id, { ...customer(id, draft.form.name), phones: draft.form.phones });
      return file(id);
    },
  });
  store = createCustomerStore(desk, () => 1000);
});

it('shows what was typed last, whatever was asked before', async () => {
  state().open();
  for (const query of ['卓', '卓玛', '多']) state().type(query);
  await desk.settled();
  expect(state().hits.map(({ name }) => name)).toEqual(['多杰']);
  expect(asked('customers:search').length).toBeLessThan(3);
});

it('opens who was asked for, not who was found before', async () => {
  state().open();
  state().type('卓玛');
  await desk.settled();
  state().type('多杰');
  state().openSelected();
  await desk.settled();
  expect(state().file?.customer.name).toBe('多杰');
  state().back();
  state().type('卓玛');
  state().openSelected();
  state().type('卓玛措');
  await desk.settled();
  expect(state().view).toBe('search');
});

it('says why nothing was found', async () => {
  state().type('卓玛');
  await desk.settled();
  desk.failNext('customers:search', appError('storage.busy', 'auto'));
  state().type('多杰');
  await desk.settled();
  expect(state().error?.code).toBe('storage.busy');
});

it('keeps what is typed of a new customer on the disk, and begins it once per call', async () => {
  state().startNew({ callId, phone: '+8613900000099', name: 'ཚེ་རིང་' });
  state().edit(active().id, { address: '玉树市' });
  expect(await state().flush()).toBe(true);
  expect([...drafts.values()]).toMatchObject([
    { callId, form: { name: 'ཚེ་རིང་', phones: ['+8613900000099'], address: '玉树市' } },
  ]);
  const { id } = active();
  state().close();
  state().startNew({ callId, phone: '+8613900000099' });
  expect(active()).toMatchObject({ id, form: { address: '玉树市' } });
  expect(state().drafts).toHaveLength(1);
});

it('begins a new customer with what he was looked for by, unless the call knows better', () => {
  const begun = (query: string, context = {}): [string, string[]] => {
    state().open();
    state().type(query);
    state().startNew(context);
    const { name, phones } = active().form;
    return [name, phones];
  };
  expect(begun('央金 ')).toEqual(['央金', ['']]);
  expect(begun('0974 851 2345')).toEqual(['', ['0974 851 2345']]);
  expect(begun('央金', { phone: '+8613900000099' })).toEqual(['央金', ['+8613900000099']]);
  expect(begun('12-3', { phone: '', name: 'ཚེ་རིང་' })).toEqual(['ཚེ་རིང་', ['']]);
});

it('brings back after a new start what the last one left', async () => {
  state().startNew({ callId, phone: '13900000099' });
  state().edit(active().id, { name: '央金' });
  await state().flush();
  const next = createCustomerStore(desk, () => 2000);
  await next.getState().load();
  const [left] = next.getState().drafts;
  next.getState().resume(left?.id ?? '');
  expect(next.getState()).toMatchObject({ view: 'form', drafts: [{ form: { name: '央金' } }] });
});

it('does not lose a word to a list of drafts that is older than it', async () => {
  await state().read(drolma);
  state().startCorrection();
  await state().flush();
  state().edit(active().id, { name: '卓玛措' });
  await state().load();
  expect(active().form.name).toBe('卓玛措');
});

it('corrects what the agent saw, and shows the file', async () => {
  await state().read(drolma);
  state().startCorrection();
  state().edit(active().id, { name: '卓玛措' });
  const saved = await state().save(active().id, false);
  expect(saved?.customer.name).toBe('卓玛措');
  expect(asked('customers:save')).toMatchObject([{ draft: { customerId: drolma, base: { name: '卓玛' } } }]);
  expect(state()).toMatchObject({ view: 'file', drafts: [], file: { customer: { name: '卓玛措' } } });
  await state().flush();
  expect(drafts.size).toBe(0);
});

it('leaves the draft where it is when it cannot be saved, and says what stands in the way', async () => {
  state().startNew({ phone: '8123' });
  desk.failNext('customers:save', appError('customer.invalidPhone', 'user', { position: 1 }));
  expect(await state().save(active().id, false)).toBeUndefined();
  expect(state()).toMatchObject({ view: 'form', error: { code: 'customer.invalidPhone' }, check: { phones: [null] } });
  expect(await state().flush()).toBe(true);
  // Where the machine is slow, what earlier tests wrote may arrive only now.
  expect(drafts.has(active().id)).toBe(true);
});

it('says that a draft is not on the disk', async () => {
  state().startNew({ phone: '' });
  desk.failNext('customers:saveDraft', appError('storage.diskFull', 'user'));
  expect(await state().flush()).toBe(false);
  expect(state().error?.code).toBe('storage.diskFull');
});

it('shows a file anew when the directory changed, and calls nobody back to it', async () => {
  await state().read(drolma);
  customers.set(drolma, customer(drolma, '卓玛吉'));
  desk.tell('directoryUpdated', {});
  await desk.settled();
  expect(state().file?.customer.name).toBe('卓玛吉');
  desk.tell('directoryUpdated', {});
  state().startCorrection();
  await desk.settled();
  expect(state().view).toBe('form');
  state().back();
  desk.tell('directoryUpdated', {});
  state().close();
  await desk.settled();
  expect(state().isOpen).toBe(false);
});

it('goes back step by step: from the file to the search, to an empty one, to nothing', async () => {
  state().open();
  state().type('卓玛');
  await desk.settled();
  state().openSelected();
  await desk.settled();
  const seen = [];
  for (let step = 0; step < 4; step += 1) {
    const { isOpen, view, query } = state();
    seen.push(isOpen ? `${view} ${query}` : 'closed');
    state().back();
  }
  expect(seen).toEqual(['file 卓玛', 'search 卓玛', 'search ', 'closed']);
});

it('keeps nothing of an agent who signed out', async () => {
  await state().read(drolma);
  state().startCorrection();
  state().clear();
  expect(state()).toMatchObject({ isOpen: false, file: undefined, drafts: [], query: '', hits: [] });
  expect(await state().flush()).toBe(true);
  expect(asked('customers:saveDraft')).toEqual([]);
});
