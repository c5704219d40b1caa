import { createStore, type StoreApi } from 'zustand/vanilla';
import { clashCode, type TicketClash } from '../../../shared/domain/ticket-clash.ts';
import type { Ticket, TicketDraft } from '../../../shared/domain/ticket.ts';
import type { TicketId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface ClashState {
  /** A call, or its wrap-up, goes before: nothing is asked. */
  readonly isBusy: boolean;
  /** What is asked now. */
  readonly clash: TicketClash | undefined;
  /** Put aside: not asked again until the agent asks for it. */
  readonly later: readonly TicketId[];
  /** The centre could not be asked for its text. */
  readonly error: AppError | undefined;
}

export interface ClashActions {
  /** Shows the two texts. */
  ask(id: TicketId): void;
  /**
   * Asks by itself about the oldest that was not put aside, unless a call goes before. `mayAsk` is looked at once more when
   * the centre has answered: the agent may have begun to type.
   */
  askNext(mayAsk: () => boolean): void;
  setBusy(isBusy: boolean): void;
  /** Puts the question aside; what was typed is in the draft. */
  close(): void;
  /** The ticket is sent with what was chosen. */
  settled(): void;
  clear(): void;
}

export type ClashStore = StoreApi<ClashState> & { readonly actions: ClashActions };

export interface ClashParts {
  readonly desk: DeskApi;
  readonly tickets: () => readonly Ticket[];
  /** The draft joins the others: there it is edited, kept and submitted. */
  readonly takeUp: (draft: TicketDraft) => void;
}

const nothing: ClashState = { isBusy: false, clash: undefined, later: [], error: undefined };

/** Tickets of which two wrote one text: the agent is asked, one after another, and never during a call. */
export function createClashStore({ desk, tickets, takeUp }: ClashParts): ClashStore {
  const store = createStore<ClashState>(() => nothing);
  const { getState, setState } = store;
  /** Counts what was asked for: an answer to an earlier question, or for who has left, is not shown. */
  let asked = 0;
  let isAsking = false;

  async function show(id: TicketId, mayAsk: () => boolean = () => true): Promise<void> {
    asked += 1;
    const question = asked;
    isAsking = true;
    const found = await desk.invoke('tickets:clash', { id });
    if (question !== asked) return;
    isAsking = false;
    const { isBusy, later } = getState();
    // Without the centre there is nothing to compare with: once more when the agent wants it.
    if (!found.ok) return setState({ error: found.error, later: [...later, id] });
    if (isBusy || !mayAsk()) return;
    takeUp(found.value.draft);
    setState({ clash: found.value, error: undefined });
  }

  const actions: ClashActions = {
    ask(id) {
      setState({ error: undefined });
      void show(id);
    },
    askNext(mayAsk) {
      const { isBusy, clash, later } = getState();
      if (isBusy || clash || isAsking || !mayAsk()) return;
      const next = tickets().findLast(({ id, refusal }) => refusal?.code === clashCode && !later.includes(id));
      if (next) void show(next.id, mayAsk);
    },
    setBusy(isBusy) {
      if (isBusy) asked += 1;
      if (isBusy) isAsking = false;
      setState(isBusy ? { isBusy, clash: undefined } : { isBusy });
    },
    close() {
      const { clash, later } = getState();
      setState({ clash: undefined, ...(clash && { later: [...later, clash.id] }) });
    },
    settled: () => setState({ clash: undefined, error: undefined }),
    clear() {
      asked += 1;
      isAsking = false;
      setState(nothing);
    },
  };
  return Object.assign(store, { actions });
}
