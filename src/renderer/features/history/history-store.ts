import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Disposition } from '../../../shared/domain/call.ts';
import type { CallDay, CallFilter, CallRow } from '../../../shared/domain/call-history.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { RevealReason } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface HistoryState {
  /** Absent until it was read. */
  readonly day: CallDay | undefined;
  readonly filter: CallFilter;
  /** The pages read so far, newest first. */
  readonly rows: readonly CallRow[];
  /** Older ones may be there. */
  readonly hasMore: boolean;
  readonly selectedId: CallId | undefined;
  /** Numbers shown in full; only the newest, so that leaving a row hides it again. */
  readonly shown: { readonly id: CallId; readonly number: string } | undefined;
  readonly error: AppError | undefined;
  /** The list is on the screen: it follows what happens. */
  readonly isOpen: boolean;
}

export interface HistoryActions {
  loadDay(): Promise<void>;
  /** Opens the list anew, at a call where one is given. */
  open(filter?: CallFilter, selectedId?: CallId): Promise<void>;
  close(): void;
  /** Changes some conditions; `undefined` takes one away. */
  narrow(change: { [K in keyof CallFilter]: CallFilter[K] | undefined }): Promise<void>;
  loadMore(): Promise<void>;
  select(id: CallId): void;
  move(by: number): void;
  /** All missed calls that were shown. */
  dismissMissed(): Promise<void>;
  /** The number in full, for a reason that is logged; undefined when the core refused. */
  reveal(id: CallId, reason: RevealReason): Promise<string | undefined>;
  /** Says what came of a call whose disposition nobody had confirmed. */
  confirm(id: CallId, disposition: Disposition): Promise<void>;
  clear(): void;
}

export type HistoryStore = StoreApi<HistoryState> & { readonly actions: HistoryActions };

const pageRows = 50;
/** Several changes of one call come close together. */
const settleMs = 150;

const empty: HistoryState = {
  day: undefined,
  filter: {},
  rows: [],
  hasMore: false,
  selectedId: undefined,
  shown: undefined,
  error: undefined,
  isOpen: false,
};

/** The agent's own calls: his day's figures, what he missed, and the list. `now` in UTC epoch ms. */
export function createHistoryStore(desk: DeskApi, now: () => number): HistoryStore {
  const store = createStore<HistoryState>(() => empty);
  const { getState, setState } = store;
  /** Counts the lists asked for: an answer to an earlier question is not shown. */
  let asked = 0;
  /** Counts the agents: what was asked for one is not shown to the next. */
  let session = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;

  async function loadList(rowCount: number): Promise<void> {
    asked += 1;
    const question = asked;
    const limit = Math.min(200, Math.max(pageRows, rowCount));
    const answer = await desk.invoke('calls:list', { limit, filter: getState().filter });
    if (question !== asked) return;
    if (!answer.ok) return setState({ error: answer.error });
    const rows = answer.value;
    const { selectedId } = getState();
    const isThere = rows.some(({ id }) => id === selectedId);
    setState({
      ...{ rows, hasMore: rows.length === limit, error: undefined },
      selectedId: isThere ? selectedId : rows[0]?.id,
    });
  }

  const select = (selectedId: CallId | undefined): void => setState({ selectedId, shown: undefined });

  const actions: HistoryActions = {
    async loadDay() {
      const asker = session;
      const answer = await desk.invoke('calls:day', { since: new Date(now()).setHours(0, 0, 0, 0) });
      if (answer.ok && asker === session) setState({ day: answer.value });
    },
    async open(filter = {}, selectedId) {
      setState({ filter, selectedId, rows: [], shown: undefined, isOpen: true });
      await loadList(pageRows);
    },
    close() {
      asked += 1;
      setState({ isOpen: false, rows: [], shown: undefined });
    },
    async narrow(change) {
      const filter = Object.fromEntries(
        Object.entries({ ...getState().filter, ...change }).filter(([, value]) => value !== undefined && value !== ''),
      );
      setState({ filter, shown: undefined });
      await loadList(pageRows);
    },
    async loadMore() {
      const { rows, hasMore, filter } = getState();
      const last = rows.at(-1);
      if (!last || !hasMore) return;
      asked += 1;
      const question = asked;
      const before = { startedAt: last.startedAt, id: last.id };
      const answer = await desk.invoke('calls:list', { limit: pageRows, before, filter });
      if (question !== asked) return;
      if (!answer.ok) return setState({ error: answer.error });
      setState({ rows: [...rows, ...answer.value], hasMore: answer.value.length === pageRows });
    },
    select,
    move(by) {
      const { rows, selectedId } = getState();
      const from = rows.findIndex(({ id }) => id === selectedId);
      const to = Math.min(rows.length - 1, Math.max(0, from + by));
      if (to !== from) select(rows[to]?.id);
      if (to >= rows.length - 3) void actions.loadMore();
    },
    async dismissMissed() {
      const upTo = getState().day?.missed.upTo;
      if (upTo === undefined) return;
      const answer = await desk.invoke('calls:dismissMissed', { upTo });
      if (!answer.ok) return setState({ error: answer.error });
      await actions.loadDay();
    },
    async reveal(id, reason) {
      const answer = await desk.invoke('calls:reveal', { id, reason });
      if (!answer.ok) {
        setState({ error: answer.error });
        return undefined;
      }
      const number = answer.value.value;
      if (getState().selectedId === id) setState({ shown: { id, number }, error: undefined });
      return number;
    },
    async confirm(id, disposition) {
      const answer = await desk.invoke('calls:update', { id, disposition, isDispositionConfirmed: true });
      if (!answer.ok) setState({ error: answer.error });
    },
    clear() {
      asked += 1;
      session += 1;
      clearTimeout(settling);
      setState(empty);
    },
  };

  desk.on('callsChanged', () => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      void actions.loadDay();
      if (getState().isOpen) void loadList(getState().rows.length);
    }, settleMs);
  });
  return Object.assign(store, { actions });
}
