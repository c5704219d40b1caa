import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  ticketCounts,
  ticketDay,
  ticketDetail,
  ticketPage,
  ticketPlaces,
} from '../../../../src/main/db/ticket-book-ops.ts';
import { submitTicket } from '../../../../src/main/db/ticket-ops.ts';
import {
  createTicketBook,
  rowAt,
  type TicketBookStore,
} from '../../../../src/renderer/features/tickets/ticket-book-store.ts';
import type { Ticket } from '../../../../src/shared/domain/ticket.ts';
import { ticketIdSchema } from '../../../../src/shared/ids.ts';
import type { CommandInput } from '../../../../src/shared/ipc/contract.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';
import { ok, type Result } from '../../../../src/shared/ipc/result.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

type BookName = 'page' | 'places' | 'counts' | 'detail' | 'day';
type Input<N extends BookName> = CommandInput<`ticketBook:${N}`>;

const start = new Date(2026, 10, 23, 9).getTime();
let seat: MemorySeat;
let clock: number;
let store: TicketBookStore;
let change: () => void;
/** Answers held back, by the name of their command. */
let held: { name: string; let: () => void }[];
let isHolding: boolean;

beforeEach(() => {
  seat = openMemorySeat();
  clock = start;
  held = [];
  isHolding = false;
  seat.session.tables.blocks.add([{ prefix: 'W', from: 1, to: 2000 }]);
  seat.session.numbers.setBlocks(seat.session.tables.blocks.all());
  store = createTicketBook(deskOn(seat), () => clock);
});
afterEach(() => seat.close());

/** The seat's own operations behind the page's port: with them this belongs to the core's tests. */
function deskOn({ session }: MemorySeat): DeskApi {
  const answers: { readonly [N in BookName]: (input: Input<N>) => Result<unknown> } = {
    page: ({ filter, from }) => ok(ticketPage(session, filter, clock, from)),
    places: ({ filter }) => ok(ticketPlaces(session, filter, clock)),
    counts: () => ok(ticketCounts(session, clock)),
    detail: ({ id }) => ticketDetail(session, id),
    day: ({ since, until }) => ok(ticketDay(session, since, until)),
  };
  return {
    invoke: (name: string, input: never) => {
      const answer = answers[name.replace('ticketBook:', '') as BookName](input);
      if (!isHolding) return Promise.resolve(answer);
      return new Promise((resolve) => {
        held.push({ name, let: () => resolve(answer) });
      });
    },
    on: (_name: string, listener: () => void) => {
      change = listener;
      return () => undefined;
    },
  } as unknown as DeskApi;
}

function submit(description = '停电'): Ticket {
  clock += 1000;
  const submitted = submitTicket(
    seat.session,
    {
      ...{ id: ticketIdSchema.parse(uuidv7()), type: 'opinion', subType: 'service', callerName: '', callerPhone: '' },
      ...{ area: '', address: '', description, priority: 'low', isPriorityChosen: false, isDueChosen: false },
      ...{ createdAt: clock, updatedAt: clock },
    },
    false,
    clock,
  );
  if (!submitted.ok) throw new Error(submitted.error.code);
  seat.session.submissions.settle();
  return submitted.value;
}

const rest = (): Promise<void> => new Promise((done) => setImmediate(done));

it('shows the first page before all is counted, and fetches what comes into sight', async () => {
  const all = Array.from({ length: 350 }, () => submit()).reverse();
  await store.actions.open();
  expect(store.getState()).toMatchObject({ total: 350, counts: { all: 350, open: 350 } });
  expect(store.getState().pages.size).toBe(1);
  expect(store.getState().detail?.number).toBe(all[0]?.number);
  store.actions.need(190, 210);
  await rest();
  expect([...store.getState().pages.keys()].sort()).toEqual([0, 1, 2]);
  expect(rowAt(store.getState(), 349)).toBeUndefined();
  store.actions.select(9999);
  store.actions.need(340, 349);
  await rest();
  expect(store.getState().selected).toBe(349);
  expect(store.getState().detail?.number).toBe(all.at(-1)?.number);
});

it('shows the list that was asked for last, whichever answer comes last', async () => {
  submit('停电');
  submit('跳闸');
  await store.actions.open();
  isHolding = true;
  const narrowed = [store.actions.narrow({ text: '停电' }), store.actions.narrow({ text: '跳闸' })];
  isHolding = false;
  for (const answer of held.splice(0).reverse()) answer.let();
  await Promise.all(narrowed);
  await rest();
  expect(store.getState()).toMatchObject({ total: 1, filter: { list: 'all', text: '跳闸' } });
  expect(rowAt(store.getState(), 0)?.excerpt).toBe('跳闸');
});

it('keeps the chosen ticket chosen when others come before it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const first = submit();
    submit();
    await store.actions.open();
    store.actions.select(1);
    submit();
    change();
    change();
    await vi.advanceTimersByTimeAsync(1_000);
    await rest();
    expect(store.getState()).toMatchObject({ total: 3, selected: 2 });
    expect(rowAt(store.getState(), 2)?.number).toBe(first.number);
  } finally {
    vi.useRealTimers();
  }
});

it('leaves whoever goes on while the list is read again where he is, with what is in sight there', async () => {
  const all = Array.from({ length: 350 }, () => submit()).reverse();
  await store.actions.open();
  store.actions.select(1);
  await rest();
  isHolding = true;
  const refreshing = store.actions.refresh();
  await rest();
  store.actions.select(349);
  store.actions.need(330, 349);
  isHolding = false;
  for (const answer of held.splice(0)) answer.let();
  await refreshing;
  await rest();
  expect(store.getState().selected).toBe(349);
  expect(rowAt(store.getState(), 349)?.number).toBe(all.at(-1)?.number);
  expect(store.getState().detail?.number).toBe(all.at(-1)?.number);
});

it('goes back from day to day, and not beyond today', async () => {
  submit();
  await store.actions.open();
  expect(store.getState().day?.tickets).toBe(1);
  await store.actions.changeDay(1);
  expect(store.getState().dayAt).toBe(new Date(2026, 10, 23).getTime());
  await store.actions.changeDay(-1);
  expect(store.getState()).toMatchObject({ dayAt: new Date(2026, 10, 22).getTime(), day: { tickets: 0 } });
});

it('leaves nothing for whoever signs in next, not even what was on its way', async () => {
  submit();
  isHolding = true;
  const opening = store.actions.open();
  store.actions.clear();
  for (const answer of held.splice(0)) answer.let();
  await opening;
  await rest();
  expect(store.getState()).toMatchObject({ isOpen: false, total: 0, detail: undefined, day: undefined });
});
