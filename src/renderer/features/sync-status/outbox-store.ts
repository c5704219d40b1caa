import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { DiscardedRow, RowText, WaitingRow } from '../../../shared/sync/waiting-row.ts';
import { createOutboxPages, entryAt } from './outbox-pages.ts';

export type OutboxList = 'waiting' | 'discarded';
export type OutboxEntry =
  { readonly list: 'waiting'; readonly row: WaitingRow } | { readonly list: 'discarded'; readonly row: DiscardedRow };

export interface OutboxSheetState {
  readonly isOpen: boolean;
  readonly list: OutboxList;
  readonly total: number;
  /** Those near to what is on the screen. */
  readonly pages: ReadonlyMap<number, readonly OutboxEntry[]>;
  /** The list was read at least once. */
  readonly isRead: boolean;
  /** Place of the chosen row, from 0. */
  readonly selected: number;
  /** What was entered in the row of this id. */
  readonly text: { readonly id: string; readonly parts: RowText } | undefined;
  /** Sealed rows of others of this machine. */
  readonly others: { readonly waiting: number; readonly refused: number };
  /** The row that the agent is asked about before it is thrown away. */
  readonly asked: string | undefined;
  readonly isBusy: boolean;
  readonly done: 'retried' | 'discarded' | 'restored' | undefined;
  readonly error: AppError | undefined;
}

export interface OutboxActions {
  open(): void;
  close(): void;
  show(list: OutboxList): void;
  select(place: number): void;
  /** Rows from one place to another are on the screen: their pages are fetched. */
  need(first: number, last: number): void;
  look(): Promise<void>;
  retry(): Promise<void>;
  /** Asks first; undefined ends the question. */
  ask(id: string | undefined): void;
  /** What was asked about, and nothing else. */
  discard(): Promise<void>;
  restore(): Promise<void>;
  clear(): void;
}

export type OutboxStore = StoreApi<OutboxSheetState> & { readonly actions: OutboxActions };

const nothing: OutboxSheetState = {
  ...{ isOpen: false, list: 'waiting', total: 0, pages: new Map(), isRead: false, selected: 0, text: undefined },
  ...{ others: { waiting: 0, refused: 0 }, asked: undefined, isBusy: false, done: undefined, error: undefined },
};

/** While many rows leave, the list is read so often, ms. */
const settleMs = 200;

/** What waits, and what was thrown away; read page by page while the sheet is open, and anew with every change told of. */
export function createOutboxStore(desk: DeskApi): OutboxStore {
  const store = createStore<OutboxSheetState>(() => nothing);
  const { getState, setState } = store;
  const pages = createOutboxPages(desk, store);
  let settling: ReturnType<typeof setTimeout> | undefined;
  function changed(): void {
    if (!getState().isOpen || settling !== undefined) return;
    settling = setTimeout(() => {
      settling = undefined;
      void pages.readAgain();
    }, settleMs);
  }

  async function act(
    command: 'outbox:retry' | 'outbox:discard' | 'outbox:restore',
    id: string | undefined,
    done: OutboxSheetState['done'],
  ): Promise<void> {
    if (id === undefined || getState().isBusy) return;
    setState({ isBusy: true, error: undefined, done: undefined });
    const answer = await desk.invoke(command, { id });
    setState({ isBusy: false, asked: undefined, ...(answer.ok ? { done } : { error: answer.error }) });
    if (getState().isOpen) await pages.readAgain();
  }

  const actions: OutboxActions = {
    open() {
      pages.forget();
      setState({ ...nothing, isOpen: true });
      pages.need(0, 0);
    },
    close() {
      pages.forget();
      clearTimeout(settling);
      settling = undefined;
      setState(nothing);
    },
    show(list) {
      pages.forget();
      setState({ ...nothing, isOpen: true, list, others: getState().others });
      void pages.readAgain();
    },
    select(place) {
      const { total, selected } = getState();
      const next = Math.min(Math.max(0, place), Math.max(0, total - 1));
      if (next !== selected)
        setState({ selected: next, asked: undefined, text: undefined, done: undefined, error: undefined });
      pages.need(next, next);
    },
    need: pages.need,
    async look() {
      const id = entryAt(getState(), getState().selected)?.row.id;
      if (id === undefined) return;
      const text = await desk.invoke('outbox:text', { id });
      if (entryAt(getState(), getState().selected)?.row.id !== id) return;
      setState(text.ok ? { text: { id, parts: text.value } } : { error: text.error });
    },
    retry: () => act('outbox:retry', chosenOf('waiting'), 'retried'),
    ask: (id) => setState({ asked: id, done: undefined, error: undefined }),
    discard: () => act('outbox:discard', getState().asked, 'discarded'),
    restore: () => act('outbox:restore', chosenOf('discarded'), 'restored'),
    clear: () => actions.close(),
  };

  function chosenOf(list: OutboxList): string | undefined {
    const entry = entryAt(getState(), getState().selected);
    return entry?.list === list ? entry.row.id : undefined;
  }

  desk.on('syncChanged', changed);
  desk.on('outboxChanged', changed);
  return Object.assign(store, { actions });
}
