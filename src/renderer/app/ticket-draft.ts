import type { Article } from '../../shared/domain/article.ts';
import type { TicketDraft } from '../../shared/domain/ticket.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

/**
 * The draft of this call that is open, else its newest, which comes up, else a new one; undefined as long as the catalog
 * is not there. One on its way to the disk is none any more.
 */
function draftFor(
  { tickets }: Pick<Stores, 'tickets'>,
  { ticketContext }: Pick<CallView, 'ticketContext'>,
  article: Article | undefined,
): TicketDraft | undefined {
  const { activeId, drafts, submittingId, activate, start } = tickets.getState();
  const own = drafts.filter(({ id, callId }) => callId === ticketContext.callId && id !== submittingId);
  const draft = own.find(({ id }) => id === activeId) ?? own.at(-1);
  if (draft) {
    if (draft.id !== activeId) activate(draft.id);
    return draft;
  }
  start(ticketContext, article);
  const { activeId: id, drafts: now } = tickets.getState();
  return now.find((entry) => entry.id === id);
}

/** Below what the ticket of this call says already; undefined where it could not be written. */
export function writeLine(
  stores: Pick<Stores, 'tickets'>,
  view: Pick<CallView, 'ticketContext'>,
  text: string,
  article: Article | undefined,
): TicketDraft | undefined {
  const draft = draftFor(stores, view, article);
  return draft && stores.tickets.getState().append(draft.id, text) ? draft : undefined;
}
