import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  ticketPageRows,
  type ExportFormat,
  type TicketCounts,
  type TicketDay,
  type TicketDetail,
  type TicketFilter,
  type TicketLine,
  type TicketPlace,
} from '../../../shared/domain/ticket-book.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { createBookPages } from './book-pages.ts';

export interface TicketBookState {
  readonly isOpen: boolean;
  readonly pane: 'tickets' | 'day' | 'team';
  readonly filter: TicketFilter;
  readonly counts: TicketCounts | undefined;
  /** Rows of the list; at least those of its first page, until all are counted. */
  readonly total: number;
  /** Where each page begins. */
  readonly places: readonly TicketPlace[];
  /** Those near to what is on the screen. */
  readonly pages: ReadonlyMap<number, readonly TicketLine[]>;
  /** The list was read at least once as it is asked for. */
  readonly isRead: boolean;
  /** Place of the chosen row in the list, from 0. */
  readonly selected: number;
  readonly detail: TicketDetail | undefined;
  /** Beginning of the day whose figures are shown, UTC epoch ms. */
  readonly dayAt: number;
  readonly day: TicketDay | undefined;
  readonly isExporting: boolean;
  /** Tickets of the file that was written last. */
  readonly exported: number | undefined;
  readonly error: AppError | undefined;
}

export interface TicketBookActions {
  open(): Promise<void>;
  close(): void;
  show(pane: TicketBookState['pane']): void;
  narrow(change: { [K in keyof TicketFilter]?: TicketFilter[K] | undefined }): Promise<void>;
  /** Rows from one place to another are on the screen: their pages are fetched. */
  need(first: number, last: number): void;
  select(place: number): void;
  /** Reads again what is on the screen. */
  refresh(): Promise<void>;
  /** The figures of the day so many days later. */
  changeDay(by: number): Promise<void>;
  /** The list as a file, base64; undefined where it was refused. */
  exportAs(
    format: ExportFormat,
    words: Readonly<Record<string, string>>,
  ): Promise<{ readonly name: string; readonly data: string } | undefined>;
  clear(): void;
}

export type TicketBookStore = StoreApi<TicketBookState> & { readonly actions: TicketBookActions };

/** Changes that come closer together are read once: the places of 100,000 tickets take the core some 70 ms. */
const settleMs = 1_000;

const empty: TicketBookState = {
  ...{ isOpen: false, pane: 'tickets', filter: { list: 'all' }, counts: undefined },
  ...{ total: 0, places: [], pages: new Map(), isRead: false, selected: 0, detail: undefined },
  ...{ dayAt: 0, day: undefined, isExporting: false, exported: undefined, error: undefined },
};

/** The agent's own tickets, all of them: pages are fetched as they come into sight. `now` in UTC epoch ms. */
export function createTicketBook(desk: DeskApi, now: () => number): TicketBookStore {
  const store = createStore<TicketBookState>(() => empty);
  const { getState, setState } = store;
  const pages = createBookPages(desk, store);
  let settling: ReturnType<typeof setTimeout> | undefined;

  /** An answer to an earlier question, or for somebody who has left, is not shown. */
  let daysAsked = 0;

  async function loadDay(): Promise<void> {
    daysAsked += 1;
    const question = daysAsked;
    const since = getState().dayAt;
    const day = await desk.invoke('ticketBook:day', { since, until: startOfDay(since, 1) });
    if (question === daysAsked) setState(day.ok ? { day: day.value } : { error: day.error });
  }

  const actions: TicketBookActions = {
    async open() {
      setState({ ...empty, isOpen: true, dayAt: startOfDay(now(), 0) });
      await Promise.all([pages.readAnew(), loadDay()]);
    },
    close() {
      pages.forget();
      daysAsked += 1;
      setState({ ...empty });
    },
    show: (pane) => setState({ pane, error: undefined }),
    async narrow(change) {
      const wanted = Object.entries({ ...getState().filter, ...change });
      const filter = Object.fromEntries(wanted.filter(([, value]) => value !== undefined && value !== ''));
      setState({ filter: { ...empty.filter, ...filter }, selected: 0, exported: undefined, error: undefined });
      await pages.readAnew();
    },
    need: pages.need,
    select(place) {
      const { total } = getState();
      setState({ selected: Math.min(Math.max(0, place), Math.max(0, total - 1)) });
      pages.showSelected();
    },
    async refresh() {
      if (getState().isOpen) await Promise.all([pages.readAgain(), loadDay()]);
    },
    async changeDay(by) {
      const dayAt = startOfDay(getState().dayAt, by);
      if (dayAt > now()) return;
      setState({ dayAt, day: undefined });
      await loadDay();
    },
    async exportAs(format, words) {
      if (getState().isExporting) return undefined;
      setState({ isExporting: true, exported: undefined, error: undefined });
      const made = await desk.invoke('ticketBook:export', { filter: getState().filter, format, words: { ...words } });
      setState({ isExporting: false });
      if (made.ok) setState({ exported: made.value.count });
      else setState({ error: made.error });
      return made.ok ? made.value : undefined;
    },
    clear() {
      clearTimeout(settling);
      settling = undefined;
      actions.close();
    },
  };

  function refreshSoon(): void {
    if (!getState().isOpen || settling !== undefined) return;
    settling = setTimeout(() => {
      settling = undefined;
      void actions.refresh();
    }, settleMs);
  }
  desk.on('ticketChanged', refreshSoon);
  desk.on('outboxChanged', refreshSoon);
  return Object.assign(store, { actions });
}

/** The row at a place, where its page is there. */
export function rowAt({ pages }: Pick<TicketBookState, 'pages'>, place: number): TicketLine | undefined {
  return pages.get(Math.floor(place / ticketPageRows))?.[place % ticketPageRows];
}

/** Midnight so many days after that of an instant, in the seat's own time. */
function startOfDay(at: number, by: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + by).getTime();
}
