import { v7 as uuidv7 } from 'uuid';
import type { Article } from '../../../shared/domain/article.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { computeDueAt, computePriority, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ticketTypeSchema, type TicketDraft, type TicketType } from '../../../shared/domain/ticket.ts';
import { ticketIdSchema, type CallId, type CustomerId } from '../../../shared/ids.ts';

/** What the running call already knows; all empty outside a call. */
export interface CallContext {
  readonly callId?: CallId | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly callerName?: string | undefined;
  readonly callerPhone?: string | undefined;
  readonly language?: CallerLanguage | undefined;
  readonly area?: string | undefined;
  readonly address?: string | undefined;
}

/** A draft prefilled from the call and, for a consultation, from the article that answered it. */
export function newDraft(
  catalog: TicketCatalog,
  call: CallContext,
  article: Article | undefined,
  now: number,
): TicketDraft {
  const fromArticle = ticketTypeSchema.safeParse(article?.ticketType);
  const type: TicketType = fromArticle.success ? fromArticle.data : 'consultation';
  const subTypes = catalog.types.find((entry) => entry.id === type)?.subTypes ?? [];
  const subType = subTypes.some((entry) => entry.id === article?.ticketSubType) ? (article?.ticketSubType ?? '') : '';
  const dueAt = computeDueAt(catalog, type, call.area ?? '', now);
  return {
    id: ticketIdSchema.parse(uuidv7()),
    ...(call.callId ? { callId: call.callId } : {}),
    ...(call.customerId ? { customerId: call.customerId } : {}),
    ...(call.language ? { language: call.language } : {}),
    ...(article ? { articleId: article.id } : {}),
    ...(dueAt === undefined ? {} : { dueAt }),
    type,
    subType,
    callerName: call.callerName ?? '',
    callerPhone: call.callerPhone ?? '',
    area: call.area ?? '',
    address: call.address ?? '',
    description: '',
    priority: computePriority(catalog, type, subType),
    isPriorityChosen: false,
    isDueChosen: false,
    createdAt: now,
    updatedAt: now,
  };
}

export type DraftChange = { -readonly [K in keyof TicketDraft]?: TicketDraft[K] | undefined };

/** Applies an edit; priority and due date follow type and area until the agent has set them himself. */
export function editDraft(catalog: TicketCatalog, draft: TicketDraft, change: DraftChange, now: number): TicketDraft {
  const merged = { ...draft, ...change, updatedAt: now } as TicketDraft;
  if (change.type !== undefined && change.type !== draft.type) {
    const stillThere = catalog.types
      .find((t) => t.id === merged.type)
      ?.subTypes.some((sub) => sub.id === merged.subType);
    if (!stillThere) merged.subType = '';
  }
  if (!merged.isPriorityChosen) merged.priority = computePriority(catalog, merged.type, merged.subType);
  if (!merged.isDueChosen) {
    const dueAt = computeDueAt(catalog, merged.type, merged.area, draft.createdAt);
    if (dueAt === undefined) delete merged.dueAt;
    else merged.dueAt = dueAt;
  } else if ('dueAt' in change && change.dueAt === undefined) {
    delete merged.dueAt;
  }
  return merged;
}
