import { v7 as uuidv7 } from 'uuid';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { contentOf, type CustomerField } from '../../../shared/domain/customer-changes.ts';
import type { CustomerDraft, CustomerFile, CustomerForm, CustomerHit } from '../../../shared/domain/customer-file.ts';
import type { CallId, CustomerId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { createDraftSaver, type DraftSaver } from '../../client/draft-saver.ts';
import { askNewest } from '../../client/newest-question.ts';
import { formOf, newFormOf } from './customer-form-content.ts';

/** What the running call knows of a caller who is nobody's yet. */
export interface NewCustomerContext {
  readonly callId?: CallId | undefined;
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
}

export type CustomerCheck = CommandOutput<'customers:check'>;

export interface CustomerState {
  readonly isOpen: boolean;
  /** Counts the times that the agent asked for the search, so that the field is focused again. */
  readonly asked: number;
  readonly view: 'search' | 'file' | 'form';
  readonly query: string;
  readonly hits: readonly CustomerHit[];
  readonly hasMore: boolean;
  readonly selected: number;
  readonly file: CustomerFile | undefined;
  readonly drafts: readonly CustomerDraft[];
  readonly activeId: string | undefined;
  /** Of the active draft as it was looked at last. */
  readonly check: CustomerCheck | undefined;
  readonly isSaving: boolean;
  /** Customers who wait for the agent's decision. */
  readonly undecided: readonly CustomerHit[];
  readonly error: AppError | undefined;
  load(): Promise<void>;
  open(): void;
  close(): void;
  type(query: string): void;
  move(step: 1 | -1): void;
  openSelected(): void;
  read(id: CustomerId): Promise<void>;
  /** Reads the shown file again; an agent who has gone on meanwhile is not called back to it. */
  refresh(): Promise<void>;
  back(): void;
  startNew(context: NewCustomerContext): void;
  startCorrection(): void;
  resume(id: string): void;
  edit(id: string, change: Partial<CustomerForm>): void;
  look(id: string): Promise<void>;
  /** The saved customer, or undefined when something stood in the way; then the draft stays. */
  save(id: string, isDuplicateAccepted: boolean): Promise<CustomerFile | undefined>;
  discard(id: string): Promise<void>;
  resolve(field: CustomerField, keep: 'mine' | 'theirs'): Promise<void>;
  settleRefused(action: 'retry' | 'discard'): Promise<void>;
  fail(error: AppError): void;
  /** Writes every draft that the disk does not have yet; answers whether it has them all now. */
  flush(): Promise<boolean>;
  /** The agent signed out: nothing of him stays on the page. */
  clear(): void;
}

export type CustomerStore = StoreApi<CustomerState>;

const hitsShown = 20;

const nothing = {
  isOpen: false,
  asked: 0,
  view: 'search',
  query: '',
  hits: [],
  hasMore: false,
  selected: 0,
  file: undefined,
  drafts: [],
  activeId: undefined,
  check: undefined,
  isSaving: false,
  undecided: [],
  error: undefined,
} as const satisfies Partial<CustomerState>;

interface Parts {
  readonly desk: DeskApi;
  readonly now: () => number;
  readonly saver: DraftSaver<CustomerDraft>;
  readonly set: StoreApi<CustomerState>['setState'];
  readonly get: StoreApi<CustomerState>['getState'];
}

/** Looking customers up, entering and correcting them; every word typed is saved at the next pause. */
export function createCustomerStore(desk: DeskApi, now: () => number): CustomerStore {
  const saver = createDraftSaver<CustomerDraft>((draft) => desk.invoke('customers:saveDraft', draft), {
    onSaved: () => undefined,
    onFailed: (error) => {
      store.setState({ error });
    },
  });
  const store = createStore<CustomerState>((set, get) => {
    const parts: Parts = { desk, now, saver, set, get };
    return { ...nothing, ...searchActions(parts), ...draftActions(parts), ...fileActions(parts) };
  });
  desk.on('directoryUpdated', () => {
    const { isOpen, view, load, refresh, type, query } = store.getState();
    void load();
    if (isOpen && view === 'file') void refresh();
    else if (isOpen && view === 'search' && query !== '') type(query);
  });
  return store;
}

type SearchActions = Pick<
  CustomerState,
  'load' | 'open' | 'close' | 'type' | 'move' | 'openSelected' | 'back' | 'fail'
>;

function searchActions({ desk, saver, set, get }: Parts): SearchActions {
  /** Enter came before the answer: what was found before it is not what is meant. */
  let isOpenWanted = false;
  const question = askNewest(
    () => get().query,
    (query) => desk.invoke('customers:search', { query: query.trim(), limit: hitsShown }),
    (result) => {
      if (!result.ok) return set({ error: result.error });
      const { hits, hasMore } = result.value;
      set({ hits, hasMore, selected: Math.min(get().selected, Math.max(0, hits.length - 1)), error: undefined });
    },
  );
  async function ask(): Promise<void> {
    await question.ask();
    if (isOpenWanted && !question.isAsking()) openFound();
  }
  function openFound(): void {
    isOpenWanted = false;
    const hit = get().hits[get().selected];
    if (hit) void get().read(hit.id);
  }
  return {
    async load() {
      const [drafts, undecided] = await Promise.all([
        desk.invoke('customers:drafts', {}),
        desk.invoke('customers:undecided', {}),
      ]);
      if (undecided.ok) set({ undecided: undecided.value });
      if (!drafts.ok) return set({ error: drafts.error });
      const unsaved = get().drafts.filter((draft) => saver.isUnsaved(draft.id));
      const stored = drafts.value.filter((draft) => !unsaved.some(({ id }) => id === draft.id));
      set({ drafts: [...unsaved, ...stored] });
    },
    open() {
      set({ isOpen: true, view: 'search', asked: get().asked + 1, error: undefined });
      if (get().query !== '') void ask();
    },
    close() {
      set({ isOpen: false });
    },
    type(query) {
      isOpenWanted = false;
      set(query === get().query ? {} : { query, selected: 0 });
      void ask();
    },
    move(step) {
      const { hits, selected } = get();
      if (hits.length > 0) set({ selected: Math.min(hits.length - 1, Math.max(0, selected + step)) });
    },
    openSelected() {
      if (question.isAsking()) isOpenWanted = true;
      else openFound();
    },
    back() {
      const { view, query } = get();
      if (view === 'search' && query === '') set({ isOpen: false });
      else if (view === 'search') get().type('');
      else set({ view: 'search', asked: get().asked + 1, error: undefined });
    },
    fail(error) {
      set({ error });
    },
  };
}

type DraftActions = Pick<
  CustomerState,
  'startNew' | 'startCorrection' | 'resume' | 'edit' | 'look' | 'save' | 'discard' | 'flush' | 'clear'
>;

function draftActions({ desk, now, saver, set, get }: Parts): DraftActions {
  const show = (draft: CustomerDraft): void => {
    const { drafts } = get();
    const rest = drafts.filter(({ id }) => id !== draft.id);
    set({
      isOpen: true,
      view: 'form',
      activeId: draft.id,
      check: undefined,
      error: undefined,
      drafts: [draft, ...rest],
    });
  };
  const begin = (draft: Omit<CustomerDraft, 'id' | 'updatedAt'>): void => {
    const begun = { ...draft, id: uuidv7(), updatedAt: now() };
    show(begun);
    saver.schedule(begun);
  };
  const draftOf = (id: string): CustomerDraft | undefined => get().drafts.find((draft) => draft.id === id);
  return {
    startNew(context) {
      const { callId } = context;
      const { isOpen, view, query } = get();
      const begun = get().drafts.find(
        (draft) => draft.customerId === undefined && callId !== undefined && draft.callId === callId,
      );
      if (begun) return show(begun);
      begin({ ...(callId ? { callId } : {}), form: newFormOf(context, isOpen && view === 'search' ? query : '') });
    },
    startCorrection() {
      const customer = get().file?.customer;
      if (!customer) return;
      const begun = get().drafts.find((draft) => draft.customerId === customer.id);
      if (begun) return show(begun);
      begin({ customerId: customer.id, base: contentOf(customer), form: formOf(customer) });
    },
    resume(id) {
      const draft = draftOf(id);
      if (draft) show(draft);
    },
    edit(id, change) {
      const draft = draftOf(id);
      if (!draft || get().isSaving) return;
      const next = { ...draft, form: { ...draft.form, ...change }, updatedAt: now() };
      const isOther = change.phones !== undefined || change.accountNo !== undefined;
      const drafts = get().drafts.map((each) => (each.id === id ? next : each));
      // What was said of the numbers before no longer holds.
      set(isOther ? { drafts, check: undefined } : { drafts });
      saver.schedule(next);
    },
    async look(id) {
      const draft = draftOf(id);
      if (!draft) return;
      const result = await desk.invoke('customers:check', { draft });
      if (result.ok && get().activeId === id) set({ check: result.value });
    },
    async save(id, isDuplicateAccepted) {
      const draft = draftOf(id);
      if (!draft || get().isSaving) return undefined;
      set({ isSaving: true, error: undefined });
      await saver.drop(id);
      const result = await desk.invoke('customers:save', { draft, isDuplicateAccepted });
      set({ isSaving: false });
      if (!result.ok) {
        set({ error: result.error });
        saver.schedule(draft);
        await get().look(id);
        return undefined;
      }
      const drafts = get().drafts.filter((each) => each.id !== id);
      set({ drafts, activeId: undefined, check: undefined, view: 'file', file: result.value });
      return result.value;
    },
    async discard(id) {
      await saver.drop(id);
      const result = await desk.invoke('customers:discardDraft', { id });
      if (!result.ok) return set({ error: result.error });
      set({ drafts: get().drafts.filter((draft) => draft.id !== id), activeId: undefined, check: undefined });
      get().back();
    },
    flush: () => saver.flush(),
    clear() {
      saver.reset();
      set(nothing);
    },
  };
}

type FileActions = Pick<CustomerState, 'read' | 'refresh' | 'resolve' | 'settleRefused'>;

function fileActions({ desk, set, get }: Parts): FileActions {
  const isShown = (id: CustomerId): boolean => get().view === 'file' && get().file?.customer.id === id;
  return {
    async read(id) {
      const result = await desk.invoke('customers:file', { id });
      if (result.ok) set({ isOpen: true, view: 'file', file: result.value, error: undefined });
      else set({ error: result.error });
    },
    async refresh() {
      const id = get().file?.customer.id;
      if (!id) return;
      const result = await desk.invoke('customers:file', { id });
      if (!isShown(id)) return;
      if (result.ok) set({ file: result.value });
      // A customer who is gone meanwhile: what was shown of him is no longer so.
      else set({ view: 'search', file: undefined, error: result.error });
    },
    async resolve(field, keep) {
      const id = get().file?.customer.id;
      if (!id) return;
      const result = await desk.invoke('customers:resolve', { id, field, keep });
      if (!result.ok) set({ error: result.error });
      else if (isShown(id)) set({ file: result.value, error: undefined });
    },
    async settleRefused(action) {
      const id = get().file?.customer.id;
      if (!id) return;
      const result = await desk.invoke('customers:settleRefused', { id, action });
      if (!result.ok) set({ error: result.error });
      else if (isShown(id)) await get().refresh();
    },
  };
}
