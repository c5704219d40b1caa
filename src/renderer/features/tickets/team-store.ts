import { createStore, type StoreApi } from 'zustand/vanilla';
import { ticketIdSchema } from '../../../shared/ids.ts';
import type { TicketDeed } from '../../../shared/domain/ticket-deed.ts';
import { ticketStatusSchema, type TicketStatus } from '../../../shared/domain/ticket-status.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { idOfContent } from '../../client/id-of-content.ts';
import type { TeamTicket, TicketStanding } from '../../../shared/sync/ticket-wire.ts';
import type { TextEdits } from './team-text-store.ts';

/** As much as the centre's list has of a text, characters. */
const shownOfText = 120;
/** Rows beyond those in sight that are there before anybody scrolls to them. */
const ahead = 60;
/** A pause in typing, ms: each question goes to the centre. */
const typedMs = 250;

export interface TeamState {
  /** Undefined for all. */
  readonly status: TicketStatus | undefined;
  /** What is looked for, as it is typed. */
  readonly text: string;
  readonly rows: readonly TeamTicket[];
  /** Key of the page after those. */
  readonly next: string | undefined;
  readonly isReading: boolean;
  readonly selected: string | undefined;
  /** Number of the ticket that was moved on last. */
  readonly done: string | undefined;
  readonly error: AppError | undefined;
  /** What is being written about each ticket. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface TeamActions {
  /** The first page of a status, or of all. */
  show(status: TicketStatus | undefined): Promise<void>;
  /** The list of those in which it stands, once the agent pauses in typing. */
  search(text: string): void;
  /** These places are in sight: the next page comes before they end. */
  need(first: number, last: number): void;
  select(id: string): void;
  /** Keeps what is written, whatever goes before it. */
  keep(id: string, text: string): void;
  /** True when the centre has it; what was typed stays where it was refused. */
  act(row: TeamTicket, deed: TicketDeed, text: string): Promise<boolean>;
  /** After its text was put right. */
  standAs(id: string, standing: TicketStanding, edits: TextEdits): void;
  clear(): void;
}

export type TeamStore = StoreApi<TeamState> & { readonly actions: TeamActions };

const nothing: TeamState = {
  ...{ status: undefined, text: '', rows: [], next: undefined, isReading: false, selected: undefined },
  ...{ done: undefined, error: undefined, texts: {} },
};

/** Tickets of the team, page by page from the centre; nothing of them is kept. */
export function createTeamStore(desk: DeskApi): TeamStore {
  const store = createStore<TeamState>(() => nothing);
  const { getState, setState } = store;
  /** An answer to an earlier question is not shown. */
  let asked = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;
  /** A deed whose answer was lost is sent again under the same id. */
  const idOf = idOfContent();

  async function read(before: string | undefined): Promise<void> {
    asked += 1;
    const question = asked;
    const { status, text, rows } = getState();
    const looked = text.trim();
    setState({ isReading: true });
    const page = await desk.invoke('team:tickets', {
      ...(status && { status }),
      ...(looked !== '' && { text: looked }),
      ...(before !== undefined && { before }),
    });
    if (question !== asked) return;
    if (!page.ok) return setState({ isReading: false, error: page.error });
    const { tickets, next } = page.value;
    const news = new Set(tickets.map(({ id }) => id));
    const known = before === undefined ? [] : rows.filter(({ id }) => !news.has(id));
    setState({ isReading: false, error: undefined, rows: [...known, ...tickets], next });
  }

  const actions: TeamActions = {
    async show(status) {
      const { text, texts } = getState();
      setState({ ...nothing, status, text, texts });
      await read(undefined);
    },
    search(text) {
      setState({ text });
      clearTimeout(typing);
      typing = setTimeout(() => void actions.show(getState().status), typedMs);
    },
    need(_first, last) {
      const { next, isReading, error, rows } = getState();
      // After a failure it is the agent who looks again.
      if (next !== undefined && !isReading && !error && last >= rows.length - ahead) void read(next);
    },
    keep: (id, text) => setState(({ texts }) => ({ texts: { ...texts, [id]: text } })),
    select: (selected) => setState({ selected, done: undefined, error: undefined }),
    async act(row, deed, text) {
      const said = text.trim() === '' ? {} : deed === 'assign' ? { assignee: text.trim() } : { reason: text.trim() };
      const ticketId = ticketIdSchema.parse(row.id);
      const request = { id: idOf([row.id, row.revision, deed, text]), ticketId, revision: row.revision, deed, ...said };
      const done = await desk.invoke('team:deed', request);
      if (!done.ok) {
        setState({ error: done.error });
        // Somebody else was first: what holds now is shown, and what was typed stays.
        if (done.error.code === 'ticket.stale' || done.error.code === 'ticket.notNow') showWhatHolds(row, done.error);
        return false;
      }
      const { status, revision } = done.value;
      const changed = { ...row, status, revision, ...('assignee' in said && { assignee: said.assignee }) };
      const rows = getState().rows.map((each) => (each.id === row.id ? changed : each));
      setState({ rows, done: row.number, error: undefined });
      return true;
    },
    standAs(id, { status, revision }, { description, area, priority }) {
      const said = {
        ...(description !== undefined && { excerpt: description.slice(0, shownOfText) }),
        ...(area !== undefined && { area }),
        ...(priority !== undefined && { priority }),
      };
      const row = getState().rows.find((each) => each.id === id);
      const rows = getState().rows.map((each) => (each.id === id ? { ...each, ...said, status, revision } : each));
      setState({ rows, done: row?.number, error: undefined });
    },
    clear() {
      asked += 1;
      clearTimeout(typing);
      idOf.renew();
      setState(nothing);
    },
  };

  /** The refusal says how the ticket stands: it stays in the list, whichever page it came with. */
  function showWhatHolds({ id }: TeamTicket, { params }: AppError): void {
    const status = ticketStatusSchema.safeParse(params?.['status']).data;
    const revision = Number(params?.['revision']);
    if (!status || !Number.isSafeInteger(revision)) return;
    setState(({ rows }) => ({ rows: rows.map((each) => (each.id === id ? { ...each, status, revision } : each)) }));
  }
  return Object.assign(store, { actions });
}
