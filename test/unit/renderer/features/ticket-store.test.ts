import { beforeEach, describe, expect, it } from 'vitest';
import catalog from '../../../../resources/ticket-catalog.json' with { type: 'json' };
import { listsOf } from '../../../../src/renderer/features/tickets/list-filter.ts';
import { createTicketStore, type TicketStore } from '../../../../src/renderer/features/tickets/ticket-store.ts';
import type { TicketState as OpenTicket } from '../../../../src/shared/domain/customer.ts';
import { ticketCatalogSchema } from '../../../../src/shared/domain/ticket-catalog.ts';
import type { Ticket, TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import type { TicketClash } from '../../../../src/shared/domain/ticket-clash.ts';
import type { AgentNo, TicketId } from '../../../../src/shared/ids.ts';
import { shippedForms } from '../../../../src/shared/ticket/form-shelf.ts';
import { scriptedDesk } from '../../../fakes/scripted-desk.ts';

const parentId = '01980000-0000-7000-8000-000000020611';
const openFault: OpenTicket = {
  ...{ id: parentId, number: 'W-20611', type: 'faultRepair', subType: 'low-voltage', status: 'processing' },
  ...{ area: 'hainan', summary: '家中无电', createdAt: 1, updatedAt: 2 },
};
let ofCaller: OpenTicket[];
let submitted: TicketDraft[];
let tickets: TicketStore;

beforeEach(async () => {
  [ofCaller, submitted] = [[openFault], []];
  const desk = scriptedDesk({
    'tickets:catalog': () => ticketCatalogSchema.parse(catalog),
    'tickets:forms': () => ({ forms: [...shippedForms], withdrawn: [] }),
    'templates:list': () => [],
    'tickets:drafts': () => [],
    'tickets:list': () => [],
    'tickets:saveDraft': () => ({ savedAt: 1 }),
    'tickets:openOfCaller': () => ofCaller,
    'tickets:submit': ({ draft, isClosedAtFirstContact }) => {
      submitted.push(draft);
      const rest = { number: 'W-1', status: 'submitted', sync: 'queued', submittedAt: 1 } as const;
      return { ...draft, ...rest, isClosedAtFirstContact };
    },
  });
  tickets = createTicketStore(desk, () => 1000);
  await tickets.getState().load();
});

function begin(change: Partial<TicketDraft>): TicketId {
  tickets.getState().start({ callerPhone: '13900000071', address: '恰卜恰镇', area: 'hainan' });
  const id = tickets.getState().activeId;
  if (!id) throw new Error('no draft');
  tickets.getState().edit(id, change);
  return id;
}
const fault = { type: 'faultRepair', subType: 'single-no-power' } as const;

describe('what the caller has open already', () => {
  it('holds a submission up once', async () => {
    const id = begin(fault);
    expect(await tickets.getState().submit(id, false)).toBe(false);
    expect(tickets.getState().alike).toEqual({ draftId: id, tickets: [openFault] });
    expect(submitted).toEqual([]);
    expect(await tickets.getState().submit(id, false)).toBe(true);
    expect(submitted).toHaveLength(1);
  });

  it('holds nothing up that is of another type and area, and no consultation that is closed at once', async () => {
    expect(
      await tickets
        .getState()
        .submit(begin({ ...fault, area: '', type: 'opinion', subType: 'bill', description: '电费' }), false),
    ).toBe(true);
    expect(await tickets.getState().submit(begin({ subType: 'outage-info' }), true)).toBe(true);
  });

  it('is expedited instead, with all that was written', async () => {
    const id = begin({ ...fault, description: '还是没有电' });
    await tickets.getState().submit(id, false);
    tickets.getState().expedite(id, openFault);
    expect(await tickets.getState().submit(id, false)).toBe(true);
    const expedite = { type: 'expedite', subType: 'faster-restoration', parentId, description: '还是没有电' };
    expect(submitted).toMatchObject([expedite]);
  });
});

describe('an expedite', () => {
  const expedite = { type: 'expedite', subType: 'faster-restoration' } as const;

  it('goes to the only open ticket there is, and of several the agent says to which', async () => {
    await tickets.getState().submit(begin(expedite), false);
    expect(submitted).toMatchObject([{ parentId }]);
    ofCaller.push({ ...openFault, id: '01980000-0000-7000-8000-000000020612', number: 'W-20612' });
    const id = begin(expedite);
    expect(await tickets.getState().submit(id, false)).toBe(false);
    expect(tickets.getState().faults).toEqual([{ field: 'parentId', code: 'required' }]);
  });

  it('of a caller with nothing open is sent as it is', async () => {
    ofCaller = [{ ...openFault, status: 'closed' }];
    expect(await tickets.getState().submit(begin(expedite), false)).toBe(true);
    expect(submitted[0]).not.toHaveProperty('parentId');
  });
});

it('keeps what was answered while the type is another', () => {
  const id = begin({ ...fault, answers: { otherPhone: '95598' } });
  tickets.getState().edit(id, { type: 'opinion' });
  tickets.getState().edit(id, { type: 'faultRepair' });
  expect(tickets.getState().drafts[0]?.answers).toEqual({ otherPhone: '95598' });
});

it.each<[Pick<Ticket, 'status' | 'sync'>, string[]]>([
  [{ status: 'submitted', sync: 'queued' }, ['waiting', 'open']],
  [{ status: 'returned', sync: 'synced' }, ['returned', 'open']],
  [{ status: 'submitted', sync: 'rejected' }, ['returned', 'open']],
  [{ status: 'closed', sync: 'synced' }, ['ended']],
])('%j stands in the lists %j', (ticket, lists) => {
  expect(listsOf(ticket)).toEqual(lists);
});

describe('two who wrote one text', () => {
  const conflict = (id: string): Ticket => ({
    ...{
      id: id as TicketId,
      number: 'W-7',
      type: 'consultation',
      subType: 'outage-info',
      callerName: '',
      callerPhone: '',
    },
    ...{ area: '', address: '', description: '我写的', priority: 'low', isPriorityChosen: false, isDueChosen: false },
    ...{
      createdAt: 1,
      updatedAt: 1,
      status: 'returned',
      sync: 'conflict',
      isClosedAtFirstContact: false,
      submittedAt: 1,
    },
    refusal: { code: 'ticket.textChanged', field: 'description' },
  });
  const clashOf = (ticket: Ticket, description = ticket.description): TicketClash => {
    const { status: _s, sync: _y, isClosedAtFirstContact: _c, submittedAt: _a, refusal: _r, number, ...draft } = ticket;
    const texts = [{ field: 'description', mine: ticket.description, theirs: '总台写的' }];
    return {
      id: ticket.id,
      number,
      texts,
      by: '0031' as AgentNo,
      at: 5,
      draft: { ...draft, description, baseRevision: 3 },
    };
  };
  const ids = ['01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000002'] as const;
  const desk = () =>
    scriptedDesk({ 'tickets:clash': ({ id }) => clashOf(conflict(id)), 'tickets:saveDraft': () => ({ savedAt: 1 }) });

  it('are asked about one after another, never during a call, and not again once put aside', async () => {
    const link = desk();
    const store = createTicketStore(link, () => 1000);
    const { clashes } = store.getState();
    store.setState({ tickets: ids.map(conflict) });
    clashes.actions.setBusy(true);
    clashes.actions.askNext(() => true);
    await link.settled();
    expect(clashes.getState().clash).toBeUndefined();
    clashes.actions.setBusy(false);
    clashes.actions.askNext(() => true);
    await link.settled();
    expect(clashes.getState().clash?.id).toBe(ids[1]);
    expect(store.getState().drafts.map(({ id, baseRevision }) => [id, baseRevision])).toEqual([[ids[1], 3]]);
    clashes.actions.close();
    clashes.actions.askNext(() => true);
    await link.settled();
    expect(clashes.getState().clash?.id).toBe(ids[0]);
    clashes.actions.close();
    clashes.actions.askNext(() => true);
    await link.settled();
    expect(clashes.getState().clash).toBeUndefined();
  });

  it('give way to a call that comes while the centre is asked, and come back after it', async () => {
    const link = desk();
    const store = createTicketStore(link, () => 1000);
    const { clashes } = store.getState();
    store.setState({ tickets: [conflict(ids[0])] });
    clashes.actions.askNext(() => true);
    clashes.actions.setBusy(true);
    await link.settled();
    expect(clashes.getState().clash).toBeUndefined();
    clashes.actions.setBusy(false);
    clashes.actions.askNext(() => true);
    await link.settled();
    expect(clashes.getState().clash?.id).toBe(ids[0]);
  });

  it('are not put over an agent who has begun to type while the centre was asked, and are asked about later', async () => {
    const link = desk();
    const store = createTicketStore(link, () => 1000);
    const { clashes } = store.getState();
    store.setState({ tickets: [conflict(ids[0])] });
    let isTyping = false;
    clashes.actions.askNext(() => !isTyping);
    isTyping = true;
    await link.settled();
    expect(clashes.getState().clash).toBeUndefined();
    isTyping = false;
    clashes.actions.askNext(() => !isTyping);
    await link.settled();
    expect(clashes.getState().clash?.id).toBe(ids[0]);
    clashes.actions.settled();
    clashes.actions.askNext(() => true);
    await link.settled();
    expect(clashes.getState().clash?.id, 'a second one of the same ticket').toBe(ids[0]);
  });
});
