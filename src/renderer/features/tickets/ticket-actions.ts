import type { TicketState as OpenTicket } from '../../../shared/domain/customer.ts';
import type { TicketDraft } from '../../../shared/domain/ticket.ts';
import { ticketIdSchema } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { alikeTickets, expeditable } from '../../../shared/ticket/alike-tickets.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';
import { faultsOf, ticketsShown, upsert, type StoreParts, type TicketState } from './ticket-state.ts';

export type TicketActions = Pick<
  TicketState,
  'load' | 'listAgain' | 'submit' | 'reopen' | 'takeUp' | 'retry' | 'lookUpOpen' | 'expedite'
>;

export function ticketActions(parts: StoreParts): TicketActions {
  const { desk, saver, set, get, early } = parts;
  return {
    async load() {
      const [catalog, forms, drafts, tickets, templates] = await Promise.all([
        desk.invoke('tickets:catalog', {}),
        desk.invoke('tickets:forms', {}),
        desk.invoke('tickets:drafts', {}),
        desk.invoke('tickets:list', { limit: ticketsShown }),
        desk.invoke('templates:list', {}),
      ]);
      if (templates.ok) set({ templates: templates.value });
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
      await get()
        .files.getState()
        .load([...get().drafts, ...get().tickets].map(({ id }) => id));
    },
    async listAgain() {
      const [drafts, tickets] = await Promise.all([
        desk.invoke('tickets:drafts', {}),
        desk.invoke('tickets:list', { limit: ticketsShown }),
      ]);
      if (tickets.ok) set({ tickets: tickets.value });
      if (!drafts.ok) return;
      const unsaved = get().drafts.filter((draft) => saver.isUnsaved(draft.id));
      const stored = drafts.value.filter((draft) => !unsaved.some((entry) => entry.id === draft.id));
      set({ drafts: [...stored, ...unsaved] });
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
      const checked = isClosedAtFirstContact ? draft : await checkOpen(parts, draft);
      if (!checked) {
        set({ submittingId: undefined });
        return false;
      }
      await get().files.getState().settled(id);
      await saver.drop(id);
      const result = await desk.invoke('tickets:submit', { draft: checked, isClosedAtFirstContact });
      set({ submittingId: undefined });
      if (!result.ok) {
        set({ error: result.error });
        saver.schedule(checked);
        return false;
      }
      set({
        drafts: get().drafts.filter((entry) => entry.id !== id),
        // Not the next draft: pressing the key once more must not submit that one as well.
        activeId: undefined,
        tickets: upsert(get().tickets, result.value),
        faults: [],
        alike: undefined,
        error: undefined,
        justSubmitted: result.value,
      });
      void get().files.getState().load([id]);
      return true;
    },
    takeUp(draft) {
      const rest = get().drafts.filter(({ id }) => id !== draft.id);
      set({ drafts: [...rest, draft] });
    },
    async reopen(id) {
      const result = await desk.invoke('tickets:reopen', { id });
      if (!result.ok) {
        set({ error: result.error });
        return;
      }
      const rest = get().drafts.filter((draft) => draft.id !== id);
      const tickets = get().tickets.filter((ticket) => ticket.id !== id);
      const field = get().tickets.find((ticket) => ticket.id === id)?.refusal?.field;
      const faults = faultsOf(get(), result.value);
      const refused: FieldFault[] = field === undefined ? [] : [{ field, code: 'refused' }];
      set({
        ...{ drafts: [...rest, result.value], activeId: id, error: undefined, tickets, cameBack: undefined },
        faults: faults.length > 0 ? faults : refused,
      });
      await get().files.getState().load([id]);
    },
    async lookUpOpen(id) {
      const draft = get().drafts.find((entry) => entry.id === id);
      if (draft) await openOf(parts, draft);
    },
    expedite(id, parent) {
      const subType = parent.type === 'faultRepair' ? 'faster-restoration' : 'faster-reply';
      set({ alike: undefined });
      get().edit(id, { type: 'expedite', subType, parentId: ticketIdSchema.parse(parent.id) });
    },
    async retry(id) {
      const result = await desk.invoke('tickets:retry', { id });
      if (result.ok) set({ tickets: upsert(get().tickets, result.value) });
      else set({ error: result.error });
    },
  };
}

async function openOf({ desk, set, get }: StoreParts, draft: TicketDraft): Promise<readonly OpenTicket[]> {
  const { customerId, callerPhone } = draft;
  const open = await desk.invoke('tickets:openOfCaller', { callerPhone, ...(customerId && { customerId }) });
  // Nobody is kept from submitting because a look-up failed.
  if (!open.ok) return [];
  if (get().activeId === draft.id) set({ openOfCaller: { draftId: draft.id, tickets: open.value } });
  return open.value;
}

/**
 * What the caller has open already holds a submission up once. An expedite goes to the only one there is; of several the
 * agent says which. Undefined where it is held up.
 */
async function checkOpen(parts: StoreParts, draft: TicketDraft): Promise<TicketDraft | undefined> {
  const { set, get } = parts;
  const { id, type, parentId } = draft;
  if (get().alike?.draftId === id || parentId !== undefined) return draft;
  const ofCaller = await openOf(parts, draft);
  if (type === 'expedite') {
    const [only, ...others] = expeditable(id, ofCaller);
    if (!only || others.length === 0) return only ? { ...draft, parentId: ticketIdSchema.parse(only.id) } : draft;
    set({ faults: [{ field: 'parentId', code: 'required' }], tries: get().tries + 1 });
    return undefined;
  }
  const tickets = alikeTickets(draft, ofCaller);
  if (tickets.length === 0) return draft;
  set({ alike: { draftId: id, tickets } });
  return undefined;
}
