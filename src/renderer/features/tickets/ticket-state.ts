import type { StoreApi } from 'zustand/vanilla';
import type { Article } from '../../../shared/domain/article.ts';
import type { TicketState as OpenTicket } from '../../../shared/domain/customer.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { OwnTemplate } from '../../../shared/domain/ticket-template.ts';
import type { TemplateContent } from '../../../shared/ticket/fill-template.ts';
import type { Ticket, TicketDraft } from '../../../shared/domain/ticket.ts';
import type { CallId, TicketId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { draftFaults } from '../../../shared/ticket/draft-faults.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';
import { formOf, type Shelf } from '../../../shared/ticket/form-shelf.ts';
import type { DraftSaver } from '../../client/draft-saver.ts';
import type { AttachmentStore } from './attachment-store.ts';
import type { ClashStore } from './clash-store.ts';
import type { CallContext, DraftChange } from './new-draft.ts';

export interface TicketState {
  /** Their files, which have a store of their own. */
  readonly files: AttachmentStore;
  /** Tickets of which two wrote one text. */
  readonly clashes: ClashStore;
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
  /** The agent's own, saved last first. */
  readonly templates: readonly OwnTemplate[];
  /** What is wrong with the active draft, once it was tried to submit it. */
  readonly faults: readonly FieldFault[];
  /** What the caller of a draft has open, once it was asked for. */
  readonly openOfCaller: CallerTickets | undefined;
  /** A submission was held up because these are open already; the same key again submits. */
  readonly alike: CallerTickets | undefined;
  /** How often a submission was held up by them: the first of them is then where the keys go. */
  readonly tries: number;
  readonly error: AppError | undefined;
  /** The ticket just submitted, whose number the agent reads to the caller. */
  readonly justSubmitted: Ticket | undefined;
  /** The ticket that the centre gave back just now; until it is taken up, or another one was looked at. */
  readonly cameBack: Ticket | undefined;
  load(): Promise<void>;
  /** Tickets and drafts once more, such as after one was thrown away or put back; what is open stays. */
  listAgain(): Promise<void>;
  /** Asks what the caller of this draft has open. */
  lookUpOpen(id: TicketId): Promise<void>;
  /** Makes of the draft an expedite of a ticket that is open already. */
  expedite(id: TicketId, parent: Pick<OpenTicket, 'id' | 'type'>): void;
  start(call: CallContext, article?: Article): void;
  edit(id: TicketId, change: DraftChange): void;
  /** Writes below what the draft says; false where it has no room for all of it, which is told. */
  append(id: TicketId, text: string): boolean;
  activate(id: TicketId | undefined): void;
  /** The open draft of this call comes up, the newest of several; one of another call does not stay. */
  showDraftOf(callId: CallId): void;
  /** Fills what is empty in the draft, and nothing else. */
  fill(id: TicketId, template: TemplateContent): void;
  /** Keeps what this draft says, without its caller, under a name; false where it was refused. */
  saveTemplate(id: TicketId, name: string): Promise<boolean>;
  removeTemplate(id: string): Promise<void>;
  discard(id: TicketId): Promise<void>;
  submit(id: TicketId, isClosedAtFirstContact: boolean): Promise<boolean>;
  reopen(id: TicketId): Promise<void>;
  /** A draft that the core began comes among the others, and is not brought up. */
  takeUp(draft: TicketDraft): void;
  retry(id: TicketId): Promise<void>;
  /** Writes every draft that the disk does not have yet; answers whether it has them all now. */
  flush(): Promise<boolean>;
  /** The agent signed out: nothing of him stays on the page. */
  clear(): void;
}

/** Open tickets of the caller of one draft. */
export interface CallerTickets {
  readonly draftId: TicketId;
  readonly tickets: readonly OpenTicket[];
}

export interface StoreParts {
  readonly desk: DeskApi;
  readonly now: () => number;
  readonly saver: DraftSaver<TicketDraft>;
  readonly set: StoreApi<TicketState>['setState'];
  readonly get: StoreApi<TicketState>['getState'];
  /** A new ticket asked for in the moment after signing in, before the catalog was there. */
  readonly early: { start: (() => void) | undefined };
}

/** The panel shows the newest of them; older ones stand in the ticket book. */
export const ticketsShown = 50;

/** What the centre refused stays in sight, however old it is. */
export function upsert(tickets: readonly Ticket[], ticket: Ticket): readonly Ticket[] {
  const rest = tickets.filter((entry) => entry.id !== ticket.id);
  const sorted = [ticket, ...rest].sort((a, b) => b.submittedAt - a.submittedAt);
  return sorted.filter(({ sync }, place) => place < ticketsShown || sync === 'rejected' || sync === 'conflict');
}

/** By the form that the draft was begun with. One that the desk does not know is refused by the core, and told. */
export function faultsOf({ catalog, forms }: Pick<TicketState, 'catalog' | 'forms'>, draft: TicketDraft): FieldFault[] {
  const form = formOf(forms.forms, draft);
  return catalog && form ? draftFaults(catalog, form, draft) : [];
}
