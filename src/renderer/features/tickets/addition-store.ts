import { v7 as uuidv7 } from 'uuid';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SmsPlaceholder } from '../../../shared/domain/sms-text.ts';
import type { TicketAddition } from '../../../shared/domain/ticket-addition.ts';
import type { CallId, TicketId } from '../../../shared/ids.ts';
import type { SmsOffer, SmsRecipient } from '../../../shared/ipc/addition-commands.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

/** Which ticket something is added to, and the call that it is said in. */
export interface AddedTicket {
  readonly id: TicketId;
  readonly number: string;
  readonly callId: CallId | undefined;
}

/** A text as it stands on the sheet. */
export interface ChosenSms {
  readonly textId: string;
  readonly textVersion: number;
  readonly lang: string;
  readonly values: Readonly<Partial<Record<SmsPlaceholder, string>>>;
  readonly to: SmsRecipient;
  readonly text: string;
}

export interface AdditionState {
  readonly sheet: ({ readonly kind: 'supplement' | 'sms' } & AddedTicket) | undefined;
  /** Of the ticket on the sheet. */
  readonly offer: SmsOffer | undefined;
  readonly isBusy: boolean;
  readonly error: AppError | undefined;
  /** By ticket; those that were looked at. */
  readonly lists: Readonly<Record<string, readonly TicketAddition[]>>;
  /** What was typed and is not added yet, by ticket. */
  readonly drafts: Readonly<Record<string, string>>;
}

export interface AdditionActions {
  openSupplement(ticket: AddedTicket): void;
  openSms(ticket: AddedTicket): Promise<void>;
  close(): void;
  write(text: string): void;
  supplement(): Promise<void>;
  send(sms: ChosenSms): Promise<void>;
  settle(ticketId: TicketId, id: string, action: 'retry' | 'discard'): Promise<void>;
  look(ticketId: TicketId): Promise<void>;
  clear(): void;
}

export type AdditionStore = StoreApi<AdditionState> & { readonly actions: AdditionActions };

const nothing: AdditionState = {
  ...{ sheet: undefined, offer: undefined, isBusy: false, error: undefined, lists: {}, drafts: {} },
};

/** What is added to tickets after their submission. What was looked at is read anew whenever something changes. */
export function createAdditionStore(desk: DeskApi): AdditionStore {
  const store = createStore<AdditionState>(() => nothing);
  const { getState, setState } = store;
  /** The same one when it is sent again after an error. */
  let id = uuidv7();

  async function look(ticketId: TicketId): Promise<void> {
    const list = await desk.invoke('additions:list', { ticketId });
    if (list.ok) setState(({ lists }) => ({ lists: { ...lists, [ticketId]: list.value } }));
  }
  async function lookAgain(): Promise<void> {
    const { sheet, lists } = getState();
    await Promise.all(Object.keys(lists).map((ticketId) => look(ticketId as TicketId)));
    if (sheet?.kind === 'sms') await readOffer(sheet);
  }
  async function readOffer({ id: ticketId, callId }: AddedTicket): Promise<void> {
    const offer = await desk.invoke('sms:offer', { ticketId, ...(callId && { callId }) });
    if (getState().sheet?.id === ticketId) setState(offer.ok ? { offer: offer.value } : { error: offer.error });
  }
  function open(kind: 'supplement' | 'sms', ticket: AddedTicket): void {
    id = uuidv7();
    setState({ sheet: { kind, ...ticket }, offer: undefined, error: undefined, isBusy: false });
  }
  async function add(invoke: (ticket: AddedTicket) => ReturnType<typeof desk.invoke<'sms:send'>>): Promise<boolean> {
    const { sheet, isBusy } = getState();
    if (!sheet || isBusy) return false;
    setState({ isBusy: true, error: undefined });
    const added = await invoke(sheet);
    setState({ isBusy: false, ...(added.ok ? { sheet: undefined } : { error: added.error }) });
    if (added.ok) await look(sheet.id);
    return added.ok;
  }
  desk.on('additionsChanged', () => void lookAgain());

  const actions: AdditionActions = {
    openSupplement: (ticket) => {
      open('supplement', ticket);
    },
    async openSms(ticket) {
      open('sms', ticket);
      await readOffer(ticket);
    },
    close: () => {
      setState({ sheet: undefined, error: undefined });
    },
    write: (text) => {
      const { sheet, drafts } = getState();
      if (sheet) setState({ drafts: { ...drafts, [sheet.id]: text } });
    },
    async supplement() {
      const ticketId = getState().sheet?.id;
      if (!ticketId) return;
      const text = (getState().drafts[ticketId] ?? '').trim();
      if (text === '') return;
      const isAdded = await add(({ callId }) =>
        desk.invoke('additions:supplement', { id, ticketId, text, ...(callId && { callId }) }),
      );
      if (isAdded) setState(({ drafts: { [ticketId]: _, ...rest } }) => ({ drafts: rest }));
    },
    async send(sms) {
      await add(({ id: ticketId, callId }) =>
        desk.invoke('sms:send', { ...sms, id, ticketId, ...(callId && { callId }) }),
      );
    },
    async settle(ticketId, addition, action) {
      const settled = await desk.invoke('additions:settle', { id: addition, action });
      if (!settled.ok) setState({ error: settled.error });
      await look(ticketId);
    },
    look,
    clear: () => {
      setState(nothing, true);
    },
  };
  return Object.assign(store, { actions });
}
