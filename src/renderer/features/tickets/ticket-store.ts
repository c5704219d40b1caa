import { createStore, type StoreApi } from 'zustand/vanilla';
import { longestDescription, type TicketDraft } from '../../../shared/domain/ticket.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { shippedShelf } from '../../../shared/ticket/form-shelf.ts';
import { createDraftSaver } from '../../client/draft-saver.ts';
import { createAttachmentStore } from './attachment-store.ts';
import { createClashStore } from './clash-store.ts';
import { editDraft, newDraft } from './new-draft.ts';
import { templateActions } from './template-actions.ts';
import { ticketActions } from './ticket-actions.ts';
import { faultsOf, upsert, type StoreParts, type TicketState } from './ticket-state.ts';

export type TicketStore = StoreApi<TicketState>;

const nothing = {
  drafts: [],
  templates: [],
  activeId: undefined,
  savedAt: {},
  tickets: [],
  faults: [],
  submittingId: undefined,
  openOfCaller: undefined,
  alike: undefined,
  error: undefined,
  justSubmitted: undefined,
  cameBack: undefined,
} as const satisfies Partial<TicketState>;

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
    const parts: StoreParts = { desk, now, saver, set, get, early: { start: undefined } };
    return {
      files: createAttachmentStore(desk, () => saver.flush()),
      clashes: createClashStore({
        desk,
        tickets: () => get().tickets,
        takeUp: (draft) => {
          get().takeUp(draft);
        },
      }),
      catalog: undefined,
      forms: shippedShelf,
      tries: 0,
      ...nothing,
      ...draftActions(parts),
      ...ticketActions(parts),
      ...templateActions(parts),
    };
  });
  desk.on('formsUpdated', () => {
    void desk.invoke('tickets:forms', {}).then((forms) => {
      if (forms.ok) store.setState({ forms: forms.value });
    });
  });
  desk.on('outboxChanged', () => void store.getState().listAgain());
  desk.on('ticketChanged', (ticket) => {
    const { justSubmitted, tickets, cameBack } = store.getState();
    const before = tickets.find(({ id }) => id === ticket.id);
    const isBack = ticket.status === 'returned' && before !== undefined && before.status !== 'returned';
    store.setState({
      tickets: upsert(tickets, ticket),
      cameBack: isBack ? ticket : cameBack?.id === ticket.id && ticket.status !== 'returned' ? undefined : cameBack,
      ...(justSubmitted?.id === ticket.id ? { justSubmitted: ticket } : {}),
    });
  });
  return store;
}

type DraftActions = Pick<
  TicketState,
  'start' | 'edit' | 'append' | 'activate' | 'showDraftOf' | 'discard' | 'flush' | 'clear'
>;

function draftActions({ desk, now, saver, set, get, early }: StoreParts): DraftActions {
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
      set({ activeId: id, faults: [], error: undefined, cameBack: undefined });
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
      get().files.getState().clear();
      get().clashes.actions.clear();
      set(nothing);
    },
  };
}
