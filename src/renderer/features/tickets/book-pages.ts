import type { StoreApi } from 'zustand/vanilla';
import { ticketPageRows, type TicketLine } from '../../../shared/domain/ticket-book.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { TicketBookState } from './ticket-book-store.ts';

/** The pages of the list, fetched as they come into sight. */
export interface BookPages {
  /** Another list: what was there of the one before is no longer shown once this one is there. */
  readAnew(): Promise<void>;
  /** The same list: what is on the screen stays there until it was read. */
  readAgain(): Promise<void>;
  need(first: number, last: number): void;
  /** What the chosen row holds besides. */
  showSelected(): void;
  /** Answers that are still on their way are for nobody. */
  forget(): void;
}

/** Pages kept on either side of those on the screen. */
const keptAround = 10;

export function createBookPages(desk: DeskApi, { getState, setState }: StoreApi<TicketBookState>): BookPages {
  /** Counts the lists asked for: an answer to an earlier question is not shown. */
  let asked = 0;
  let detailAsked = 0;
  let pending = new Set<number>();
  let seen = { first: 0, last: 0 };

  const pageOf = (place: number): number => Math.floor(place / ticketPageRows);
  const rowAt = (place: number): TicketLine | undefined =>
    getState().pages.get(pageOf(place))?.[place % ticketPageRows];

  async function readCounts(question: number): Promise<void> {
    const counts = await desk.invoke('ticketBook:counts', {});
    if (question === asked && counts.ok) setState({ counts: counts.value });
  }
  async function fetchPage(page: number): Promise<void> {
    const question = asked;
    const { filter, places } = getState();
    const from = places[page];
    if (pending.has(page) || (from === undefined && page > 0)) return;
    pending.add(page);
    const rows = await desk.invoke('ticketBook:page', { filter, ...(from && page > 0 && { from }) });
    if (question !== asked) return;
    pending.delete(page);
    if (!rows.ok) return setState({ error: rows.error });
    const near = [...getState().pages].filter(([known]) => isNear(known));
    setState({ pages: new Map([...near, [page, rows.value]]) });
    showSelected();
  }
  const isNear = (page: number): boolean =>
    page >= pageOf(seen.first) - keptAround && page <= pageOf(seen.last) + keptAround;

  function need(first: number, last: number): void {
    seen = { first, last };
    for (let page = pageOf(first); page <= pageOf(Math.max(first, last)); page += 1) {
      if (!getState().pages.has(page)) void fetchPage(page);
    }
  }

  function showSelected(): void {
    const { selected, detail } = getState();
    const row = rowAt(selected);
    if (row?.id === detail?.id && row?.status === detail?.status && row?.sync === detail?.sync) return;
    detailAsked += 1;
    const question = detailAsked;
    if (!row) return setState({ detail: undefined });
    void desk.invoke('ticketBook:detail', { id: row.id }).then((answer) => {
      if (question !== detailAsked || !answer.ok) return;
      setState({ detail: answer.value });
    });
  }

  return {
    need,
    showSelected,
    forget() {
      asked += 1;
      detailAsked += 1;
      pending = new Set();
      seen = { first: 0, last: 0 };
    },
    async readAnew() {
      asked += 1;
      const question = asked;
      pending = new Set();
      seen = { first: 0, last: 0 };
      const { filter } = getState();
      void readCounts(question);
      const counted = desk.invoke('ticketBook:places', { filter });
      const rows = await desk.invoke('ticketBook:page', { filter });
      if (question !== asked) return;
      if (!rows.ok) return setState({ error: rows.error, isRead: true });
      const first = { pages: new Map([[0, rows.value]]), places: [], total: rows.value.length };
      setState({ ...first, selected: 0, isRead: true, error: undefined });
      showSelected();
      const places = await counted;
      if (question !== asked) return;
      if (places.ok) setState({ places: places.value.pages, total: places.value.total });
      else setState({ error: places.error });
    },
    async readAgain() {
      asked += 1;
      const question = asked;
      pending = new Set();
      const { filter } = getState();
      void readCounts(question);
      const places = await desk.invoke('ticketBook:places', { filter });
      if (question !== asked || !places.ok) return;
      const { total, pages: starts } = places.value;
      const wanted = new Set([pageOf(seen.first), pageOf(seen.last), pageOf(getState().selected)]);
      const read = await Promise.all(
        [...wanted].map(async (page): Promise<[number, readonly TicketLine[]][]> => {
          const from = starts[page];
          const rows = from && (await desk.invoke('ticketBook:page', { filter, from }));
          return rows?.ok ? [[page, rows.value]] : [];
        }),
      );
      if (question !== asked) return;
      // Whoever went on meanwhile stays where he is now.
      const { selected } = getState();
      const chosen = rowAt(selected)?.id;
      const pages = new Map(read.flat());
      const moved = [...pages].flatMap(([page, rows]) =>
        rows.flatMap(({ id }, nth) => (id === chosen ? [page * ticketPageRows + nth] : [])),
      );
      const place = moved[0] ?? Math.min(selected, Math.max(0, total - 1));
      pending = new Set();
      asked += 1;
      setState({ pages, places: starts, total, selected: place });
      need(seen.first, Math.min(seen.last, Math.max(0, total - 1)));
      showSelected();
    },
  };
}
