import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Article } from '../../../shared/domain/article.ts';
import type { TicketState as OpenTicket } from '../../../shared/domain/customer.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { longestDescription, type Ticket, type TicketDraft } from '../../../shared/domain/ticket.ts';
import type { CallId, TicketId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { draftFaults } from '../../../shared/ticket/draft-faults.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';
import { formOf, shippedShelf, type Shelf } from '../../../shared/ticket/form-shelf.ts';
import { createDraftSaver, type DraftSaver } from '../../client/draft-saver.ts';
import { editDraft, newDraft, type CallContext, type DraftChange } from './new-draft.ts';

const ticketsShown = 50;

export interface TicketState {
  readonly catalog: TicketCatalog | undefined;
  readonly drafts: readonly TicketDraft[];
  readonly activeId: TicketId | undefined;
  /** When the disk last had each draft, UTC epoch ms. */
  readonly savedAt: Readonly<Record<string, number>>;
  readonly tickets: readonly Ticket[];
  /** The draft on its way to the disk as a ticket; it can't be edited meanwhile. */
  readonly submittingId: TicketId | undefined;
  /** Every version that the desk knows. */
  readonly forms: Shelf;
  /** What is wrong with the active draft, once it was tried to submit it. */
  readonly faults: readonly FieldFault[];
  /** How often a submission was held up by them: the first of them is then where the keys go. */
  readonly tries: number;
  readonly error: AppError | undefined;
  /** The ticket just submitted, whose number the agent reads to the caller. */
  readonly justSubmitted: Ticket | undefined;
  load(): Promise<void>;
  start(call: CallContext, article?: Article): void;
  edit(id: TicketId, change: DraftChange): void;
  /** Writes below what the draft says; false where it has no room for all of it, which is told. */
  append(id: TicketId, text: string): boolean;
  activate(id: TicketId | undefined): void;
  /** The open draft of this call comes up, the newest of several; one of another call does not stay. */
  showDraftOf(callId: CallId): void;
  discard(id: TicketId): Promise<void>;
  submit(id: TicketId, isClosedAtFirstContact: boolean): Promise<boolean>;
  reopen(id: TicketId): Promise<void>;
  retry(id: TicketId): Promise<void>;
  /** Writes every draft that the disk does not have yet; answers whether it has them all now. */
  flush(): Promise<boolean>;
  /** The agent signed out: nothing of him stays on the page. */
  clear(): void;
}

export type TicketStore = StoreApi<TicketState>;

function upsert(tickets: readonly Ticket[], ticket: Ticket): readonly Ticket[] {
  const rest = tickets.filter((entry) => entry.id !== ticket.id);
  return [ticket, ...rest].sort((a, b) => b.submittedAt - a.submittedAt);
}

/** By the form that the draft was begun with. One that the desk does not know is refused by the core, and told. */
function faultsOf({ catalog, forms }: Pick<TicketState, 'catalog' | 'forms'>, draft: TicketDraft): FieldFault[] {
  const form = formOf(forms.forms, draft);
  return catalog && form ? draftFaults(catalog, form, draft) : [];
}

const nothing = {
  drafts: [],
  activeId: undefined,
  savedAt: {},
  tickets: [],
  faults: [],
  submittingId: undefined,
  error: undefined,
  justSubmitted: undefined,
} as const satisfies Partial<TicketState>;

interface Parts {
  readonly desk: DeskApi;
  readonly now: () => number;
  readonly saver: DraftSaver<TicketDraft>;
  readonly set: StoreApi<TicketState>['setState'];
  readonly get: StoreApi<TicketState>['getState'];
  /** A new ticket asked for in the moment after signing in, before the catalog was there. */
  readonly early: { start: (() => void) | undefined };
}

export function createTicketStore(desk: DeskApi, now: () => number): TicketStore {
  const save = (draft: TicketDraft): Promise<Result<{ savedAt: number }>> => desk.invoke('tickets:saveDraft', draft);
  const saver = createDraftSaver(save, {
    onSaved: (id, at) => {
      store.setState(({ savedAt }) => ({ savedAt: { ...savedAt, [id]: at } }));
    },
    onFailed: (error) => {
      store.setState({ error });
    },
  });
  const store = createStore<TicketState>((set, get) => {
    const parts: Parts = { desk, now, saver, set, get, early: { start: undefined } };
    return {
      catalog: undefined,
      forms: shippedShelf,
      tries: 0,
      ...nothing,
      ...draftActions(parts),
      ...ticketActions(parts),
    };
  });
  desk.on('formsUpdated', () => {
    void desk.invoke('tickets:forms', {}).then((forms) => {
      if (forms.ok) store.setState({ forms: forms.value });
    });
  });
  desk.on('ticketChanged', (ticket) => {
    const { justSubmitted, tickets } = store.getState();
    store.setState({
      tickets: upsert(tickets, ticket),
      ...(justSubmitted?.id === ticket.id ? { justSubmitted: ticket } : {}),
    });
  });
  return store;
}

type DraftActions = Pick<
  TicketState,
  'start' | 'edit' | 'append' | 'activate' | 'showDraftOf' | 'discard' | 'flush' | 'clear'
>;

function draftActions({ desk, now, saver, set, get, early }: Parts): DraftActions {
  return {
    start(call, article) {
      const { catalog, forms, drafts } = get();
      if (!catalog) {
        early.start = () => get().start(call, article);
        return;
      }
      const draft = newDraft({ catalog, forms }, call, article, now());
      set({ drafts: [...drafts, draft], activeId: draft.id, faults: [], error: undefined, justSubmitted: undefined });
      saver.schedule(draft);
    },
    edit(id, change) {
      const { catalog, forms, drafts } = get();
      const draft = drafts.find((entry) => entry.id === id);
      if (!catalog || !draft || get().submittingId === id) return;
      const next = editDraft({ catalog, forms }, draft, change, now());
      const faults = get().faults.length > 0 ? faultsOf(get(), next) : [];
      set({ drafts: drafts.map((entry) => (entry.id === id ? next : entry)), faults });
      saver.schedule(next);
    },
    append(id, text) {
      const draft = get().drafts.find((entry) => entry.id === id);
      if (!draft || get().submittingId === id) return false;
      const description = [draft.description, text].filter((each) => each !== '').join('\n');
      const hasRoom = description.length <= longestDescription;
      set({ error: hasRoom ? undefined : appError('ticket.tooLong', 'user') });
      if (hasRoom) get().edit(id, { description });
      return hasRoom;
    },
    activate(id) {
      set({ activeId: id, faults: [], error: undefined });
    },
    showDraftOf(callId) {
      const { drafts, activeId } = get();
      const active = drafts.find((draft) => draft.id === activeId);
      const own = drafts.findLast((draft) => draft.callId === callId);
      if (own && active?.callId !== callId) set({ activeId: own.id, faults: [], error: undefined });
      else if (!own && active?.callId !== undefined) set({ activeId: undefined, faults: [], error: undefined });
    },
    async discard(id) {
      await saver.drop(id);
      const result = await desk.invoke('tickets:discardDraft', { id });
      if (!result.ok) {
        set({ error: result.error });
        return;
      }
      const drafts = get().drafts.filter((draft) => draft.id !== id);
      set({ drafts, activeId: drafts.at(-1)?.id, faults: [], error: undefined });
    },
    flush: () => saver.flush(),
    clear() {
      saver.reset();
      early.start = undefined;
      set(nothing);
    },
  };
}

type TicketActions = Pick<TicketState, 'load' | 'submit' | 'reopen' | 'retry'>;

function ticketActions({ desk, saver, set, get, early }: Parts): TicketActions {
  return {
    async load() {
      const [catalog, forms, drafts, tickets] = await Promise.all([
        desk.invoke('tickets:catalog', {}),
        desk.invoke('tickets:forms', {}),
        desk.invoke('tickets:drafts', {}),
        desk.invoke('tickets:list', { limit: ticketsShown }),
      ]);
      if (catalog.ok) set({ catalog: catalog.value });
      else set({ error: catalog.error });
      if (forms.ok) set({ forms: forms.value });
      early.start?.();
      early.start = undefined;
      if (tickets.ok) set({ tickets: tickets.value });
      else set({ error: tickets.error });
      if (!drafts.ok) {
        set({ error: drafts.error });
        return;
      }
      const unsaved = get().drafts.filter((draft) => saver.isUnsaved(draft.id));
      const stored = drafts.value.filter((draft) => !unsaved.some((entry) => entry.id === draft.id));
      set({
        drafts: [...stored, ...unsaved],
        savedAt: { ...Object.fromEntries(stored.map((draft) => [draft.id, draft.updatedAt])), ...get().savedAt },
        activeId: get().activeId ?? stored[0]?.id,
      });
    },
    async submit(id, isClosedAtFirstContact) {
      const { catalog, drafts } = get();
      const draft = drafts.find((entry) => entry.id === id);
      if (!catalog || !draft || get().submittingId !== undefined) return false;
      const faults = faultsOf(get(), draft);
      if (faults.length > 0) {
        set({ faults, error: appError('ticket.incomplete', 'user'), tries: get().tries + 1 });
        return false;
      }
      set({ submittingId: id });
      await saver.drop(id);
      const result = await desk.invoke('tickets:submit', { draft, isClosedAtFirstContact });
      set({ submittingId: undefined });
      if (!result.ok) {
        set({ error: result.error });
        saver.schedule(draft);
        return false;
      }
      set({
        drafts: get().drafts.filter((entry) => entry.id !== id),
        // Not the next draft: pressing the key once more must not submit that one as well.
        activeId: undefined,
        tickets: upsert(get().tickets, result.value),
        faults: [],
        error: undefined,
        justSubmitted: result.value,
      });
      return true;
    },
    async reopen(id) {
      const result = await desk.invoke('tickets:reopen', { id });
      if (!result.ok) {
        set({ error: result.error });
        return;
      }
      const rest = get().drafts.filter((draft) => draft.id !== id);
      const tickets = get().tickets.filter((ticket) => ticket.id !== id);
      set({ drafts: [...rest, result.value], activeId: id, error: undefined, tickets });
    },
    async retry(id) {
      const result = await desk.invoke('tickets:retry', { id });
      if (result.ok) set({ tickets: upsert(get().tickets, result.value) });
      else set({ error: result.error });
    },
  };
}
