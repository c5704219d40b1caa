import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SmsPlaceholder } from '../../../shared/domain/sms-text.ts';
import type { TicketAddition } from '../../../shared/domain/ticket-addition.ts';
import type { CallId, TicketId } from '../../../shared/ids.ts';
import type { SmsOffer, SmsRecipient } from '../../../shared/ipc/addition-commands.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { idOfContent } from '../../client/id-of-content.ts';
import { createSupplementDrafts, type SupplementDrafts } from './supplement-drafts.ts';

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
  /** Of that recipient, as it stands there. */
  readonly maskedNumber: string;
  readonly text: string;
}

/** What was chosen and written for a message that is not sent yet. */
export interface SmsDraft {
  readonly lang?: string;
  readonly textId?: string;
  readonly values?: Readonly<Partial<Record<SmsPlaceholder, string>>>;
}

export interface AdditionState {
  readonly sheet: ({ readonly kind: 'supplement' | 'sms' } & AddedTicket) | undefined;
  /** Of the ticket on the sheet. */
  readonly offer: SmsOffer | undefined;
  readonly isBusy: boolean;
  readonly error: AppError | undefined;
  /** By ticket; those that were looked at. */
  readonly lists: Readonly<Record<string, readonly TicketAddition[]>>;
  /** By ticket, until it is sent or the agent signs out. */
  readonly smsDrafts: Readonly<Record<string, SmsDraft>>;
}

export interface AdditionActions {
  /** What was typed before this page. */
  load(): Promise<void>;
  openSupplement(ticket: AddedTicket): void;
  openSms(ticket: AddedTicket): Promise<void>;
  close(): void;
  write(text: string): void;
  writeSms(change: SmsDraft): void;
  supplement(): Promise<void>;
  send(sms: ChosenSms): Promise<void>;
  settle(ticketId: TicketId, id: string, action: 'retry' | 'discard'): Promise<void>;
  look(ticketId: TicketId): Promise<void>;
  clear(): void;
}

export type AdditionStore = StoreApi<AdditionState> & {
  readonly actions: AdditionActions;
  readonly drafts: SupplementDrafts;
};

const nothing: AdditionState = {
  ...{ sheet: undefined, offer: undefined, isBusy: false, error: undefined, lists: {}, smsDrafts: {} },
};

/** What is added to tickets after their submission. What was looked at is read anew whenever something changes. */
export function createAdditionStore(desk: DeskApi): AdditionStore {
  const store = createStore<AdditionState>(() => nothing);
  const { getState, setState } = store;
  const drafts = createSupplementDrafts(desk, (error) => {
    setState({ error });
  });
  const idOf = { supplement: idOfContent(), sms: idOfContent() };

  async function look(ticketId: TicketId): Promise<void> {
    const list = await desk.invoke('additions:list', { ticketId });
    if (list.ok) setState(({ lists }) => ({ lists: { ...lists, [ticketId]: list.value } }));
  }
  async function lookAgain(): Promise<void> {
    await Promise.all([...Object.keys(getState().lists).map((id) => look(id as TicketId)), readOffer()]);
  }
  /** For the sheet of a text message, if it is the one that is open. */
  async function readOffer(): Promise<void> {
    const { sheet } = getState();
    if (sheet?.kind !== 'sms') return;
    const { id: ticketId, callId } = sheet;
    const offer = await desk.invoke('sms:offer', { ticketId, ...(callId && { callId }) });
    if (getState().sheet === sheet) setState(offer.ok ? { offer: offer.value } : { error: offer.error });
  }
  /** `settle`: forgets what was added; answers whether the sheet may close. */
  async function add(
    invoke: (ticket: AddedTicket) => ReturnType<typeof desk.invoke<'sms:send'>>,
    settle: (ticket: AddedTicket) => boolean,
  ): Promise<void> {
    const { sheet, isBusy } = getState();
    if (!sheet || isBusy) return;
    setState({ isBusy: true, error: undefined });
    const added = await invoke(sheet);
    const isDone = added.ok && settle(sheet);
    if (getState().sheet === sheet) {
      setState({ isBusy: false, ...(isDone && { sheet: undefined }), ...(!added.ok && { error: added.error }) });
    }
    // After an error, too: it may be there with only the answer lost, or what it was about has changed.
    await (added.ok ? look(sheet.id) : lookAgain());
  }
  desk.on('additionsChanged', () => void lookAgain());
  // A colleague may have corrected the number.
  desk.on('directoryUpdated', () => void readOffer());

  const actions: AdditionActions = {
    ...openings({ setState }, readOffer),
    load: () => drafts.load(),
    write: (text) => {
      const { sheet } = getState();
      if (sheet) drafts.write(sheet.id, text);
    },
    writeSms: (change) => {
      const { sheet, smsDrafts } = getState();
      if (sheet) setState({ smsDrafts: { ...smsDrafts, [sheet.id]: { ...smsDrafts[sheet.id], ...change } } });
    },
    async supplement() {
      const text = (drafts.getState()[getState().sheet?.id ?? ''] ?? '').trim();
      if (text === '') return;
      const send = async ({ id: ticketId, callId }: AddedTicket) => {
        // First on the disk as a draft, which goes in one step with its becoming a supplement.
        await drafts.flush();
        const content = { ticketId, text, ...(callId && { callId }) };
        return desk.invoke('additions:supplement', { id: idOf.supplement(content), ...content });
      };
      await add(send, ({ id }) => {
        idOf.supplement.renew();
        return drafts.added(id, text);
      });
    },
    async send(sms) {
      const { sheet, smsDrafts } = getState();
      const sent = smsDrafts[sheet?.id ?? ''];
      const send = ({ id: ticketId, callId }: AddedTicket) => {
        const content = { ...sms, ticketId, ...(callId && { callId }) };
        return desk.invoke('sms:send', { id: idOf.sms(content), ...content });
      };
      await add(send, ({ id }) => {
        idOf.sms.renew();
        const { [id]: left, ...rest } = getState().smsDrafts;
        if (left === sent) setState({ smsDrafts: rest });
        return true;
      });
    },
    async settle(ticketId, addition, action) {
      const settled = await desk.invoke('additions:settle', { id: addition, action });
      if (!settled.ok) setState({ error: settled.error });
      await look(ticketId);
    },
    look,
    clear: () => {
      drafts.clear();
      setState(nothing, true);
    },
  };
  return Object.assign(store, { actions, drafts });
}

function openings(
  { setState }: Pick<StoreApi<AdditionState>, 'setState'>,
  readOffer: () => Promise<void>,
): Pick<AdditionActions, 'openSupplement' | 'openSms' | 'close'> {
  const open = (kind: 'supplement' | 'sms', ticket: AddedTicket): void => {
    setState({ sheet: { kind, ...ticket }, offer: undefined, error: undefined, isBusy: false });
  };
  return {
    openSupplement: (ticket) => {
      open('supplement', ticket);
    },
    async openSms(ticket) {
      open('sms', ticket);
      await readOffer();
    },
    close: () => {
      setState({ sheet: undefined, error: undefined });
    },
  };
}
