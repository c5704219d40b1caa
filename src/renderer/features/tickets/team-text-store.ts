import { createStore, type StoreApi } from 'zustand/vanilla';
import { ticketIdSchema } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { TeamTicketText } from '../../../shared/ipc/team-ticket-commands.ts';
import { idOfContent } from '../../client/id-of-content.ts';
import type { TicketStanding } from '../../../shared/sync/ticket-wire.ts';

/** What may be put right in a ticket of the team. */
export type TextEdits = Partial<Pick<TeamTicketText, 'description' | 'area' | 'priority'>>;

export interface TeamTextState {
  /** Whose text is open. */
  readonly id: string | undefined;
  readonly text: TeamTicketText | undefined;
  readonly isReading: boolean;
  readonly error: AppError | undefined;
  /** By ticket: what was typed and is not saved, whatever goes before it. */
  readonly edits: Readonly<Record<string, TextEdits>>;
}

export interface TeamTextActions {
  open(id: string): Promise<void>;
  /** The same ticket once more, after something was done with it. */
  refresh(): Promise<void>;
  edit(id: string, edits: TextEdits): void;
  /** How the ticket stands then; undefined where it was refused, and what was typed stays. */
  save(): Promise<TicketStanding | undefined>;
  clear(): void;
}

export type TeamTextStore = StoreApi<TeamTextState> & { readonly actions: TeamTextActions };

const nothing: TeamTextState = { id: undefined, text: undefined, isReading: false, error: undefined, edits: {} };

/** The text of one of the team's tickets, as the centre has it, and what is being put right in it. */
export function createTeamTextStore(desk: DeskApi): TeamTextStore {
  const store = createStore<TeamTextState>(() => nothing);
  const { getState, setState } = store;
  /** A correction whose answer was lost is sent again under the same id. */
  const idOf = idOfContent();

  async function read(id: string): Promise<void> {
    setState({ isReading: true });
    const text = await desk.invoke('team:ticket', { ticketId: ticketIdSchema.parse(id) });
    if (getState().id !== id) return;
    setState({ isReading: false, ...(text.ok ? { text: text.value, error: undefined } : { error: text.error }) });
  }

  const actions: TeamTextActions = {
    async open(id) {
      setState({ id, text: undefined, error: undefined });
      await read(id);
    },
    async refresh() {
      const { id } = getState();
      if (id !== undefined) await read(id);
    },
    edit: (id, edits) => setState(({ edits: all }) => ({ edits: { ...all, [id]: { ...all[id], ...edits } } })),
    async save() {
      const { id, text } = getState();
      if (id === undefined || !text) return undefined;
      const changes = changesOf(getState());
      const ticketId = ticketIdSchema.parse(id);
      const saved = await desk.invoke('team:correct', {
        id: idOf([id, text.revision, changes]),
        ticketId,
        revision: text.revision,
        changes,
      });
      if (!saved.ok) {
        // Somebody else was first: the text as it is now lies under what was typed.
        if (saved.error.code === 'ticket.stale') await read(id);
        if (getState().id === id) setState({ error: saved.error });
        return undefined;
      }
      // What was typed while it was on its way is not saved yet.
      setState(({ edits }) => ({ edits: { ...edits, [id]: unlike(edits[id] ?? {}, changes) } }));
      await read(id);
      return saved.value;
    },
    clear() {
      idOf.renew();
      setState(nothing);
    },
  };
  return Object.assign(store, { actions });
}

/** What differs from the centre's text. */
export function changesOf({ id, text, edits }: TeamTextState): TextEdits {
  return unlike(edits[id ?? ''] ?? {}, text ?? {});
}

function unlike({ description, area, priority }: TextEdits, known: TextEdits): TextEdits {
  return {
    ...(description !== undefined && description !== known.description && { description }),
    ...(area !== undefined && area !== known.area && { area }),
    ...(priority !== undefined && priority !== known.priority && { priority }),
  };
}
