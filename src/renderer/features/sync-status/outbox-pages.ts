import type { StoreApi } from 'zustand/vanilla';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import { rowsPerPage } from '../../../shared/sync/waiting-row.ts';
import type { OutboxEntry, OutboxList, OutboxSheetState } from './outbox-store.ts';

/** The pages of the list, fetched as they come into sight. */
export interface OutboxPages {
  readonly need: (first: number, last: number) => void;
  /** What is on the screen stays there until it was read anew. */
  readAgain(): Promise<void>;
  /** Answers that are still on their way are for nobody. */
  forget(): void;
}

interface Page {
  readonly total: number;
  readonly rows: readonly OutboxEntry[];
  readonly others?: OutboxSheetState['others'];
}

/** Pages kept on either side of those on the screen. */
const keptAround = 5;
export function createOutboxPages(desk: DeskApi, { getState, setState }: StoreApi<OutboxSheetState>): OutboxPages {
  /** An answer to an earlier question is not shown. */
  let asked = 0;
  let seen = { first: 0, last: 0 };
  const pending = new Set<number>();

  const pageOf = (place: number): number => Math.floor(place / rowsPerPage);

  async function fetchPage(page: number): Promise<void> {
    if (pending.has(page)) return;
    pending.add(page);
    const question = asked;
    const { list } = getState();
    const answer = await read(list, page * rowsPerPage);
    pending.delete(page);
    if (question !== asked) return need(seen.first, seen.last);
    if (!answer.ok) return setState({ error: answer.error, isRead: true });
    const { total, rows, others } = answer.value;
    const near = [...getState().pages].filter(
      ([known]) => known >= pageOf(seen.first) - keptAround && known <= pageOf(seen.last) + keptAround,
    );
    const selected = Math.min(getState().selected, Math.max(0, total - 1));
    setState({ pages: new Map([...near, [page, rows]]), total, selected, isRead: true, ...(others && { others }) });
  }

  async function read(list: OutboxList, from: number): Promise<Result<Page>> {
    if (list === 'waiting') {
      const answer = await desk.invoke('outbox:rows', { from });
      if (!answer.ok) return answer;
      const { total, rows, others } = answer.value;
      return ok({ total, others, rows: rows.map((row) => ({ list, row })) });
    }
    const answer = await desk.invoke('outbox:discarded', { from });
    if (!answer.ok) return answer;
    const { total, rows } = answer.value;
    return ok({ total, rows: rows.map((row) => ({ list, row })) });
  }

  function need(first: number, last: number): void {
    seen = { first, last };
    if (!getState().isOpen) return;
    for (let page = pageOf(first); page <= pageOf(Math.max(first, last)); page += 1) {
      if (!getState().pages.has(page)) void fetchPage(page);
    }
  }

  /** Rows move up as others leave: the chosen one is looked for where it is now. */
  async function readAgain(): Promise<void> {
    asked += 1;
    const question = asked;
    const { list, selected } = getState();
    const chosen = entryAt(getState(), selected)?.row.id;
    const wanted = [...new Set([pageOf(seen.first), pageOf(seen.last), pageOf(selected)])];
    const answers = await Promise.all(
      wanted.map(async (page) => ({ page, answer: await read(list, page * rowsPerPage) })),
    );
    if (question !== asked || !getState().isOpen) return;
    const pages = new Map<number, readonly OutboxEntry[]>();
    let { total, others } = getState();
    for (const { page, answer } of answers) {
      if (!answer.ok) return setState({ error: answer.error, isRead: true });
      pages.set(page, answer.value.rows);
      total = answer.value.total;
      others = answer.value.others ?? others;
    }
    const moved = [...pages].flatMap(([page, rows]) =>
      rows.flatMap(({ row }, nth) => (row.id === chosen ? [page * rowsPerPage + nth] : [])),
    );
    const place = moved[0] ?? Math.min(getState().selected, Math.max(0, total - 1));
    const isGone = chosen !== undefined && moved.length === 0;
    setState({
      pages,
      total,
      others,
      selected: place,
      isRead: true,
      ...(isGone && { asked: undefined, text: undefined }),
    });
    need(seen.first, Math.min(seen.last, Math.max(0, total - 1)));
  }

  return {
    need,
    readAgain,
    forget() {
      asked += 1;
      pending.clear();
      seen = { first: 0, last: 0 };
    },
  };
}

/** The row at a place, where its page is there. */
export function entryAt({ pages }: Pick<OutboxSheetState, 'pages'>, place: number): OutboxEntry | undefined {
  return pages.get(Math.floor(place / rowsPerPage))?.[place % rowsPerPage];
}
