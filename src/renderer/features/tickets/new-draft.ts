import { v7 as uuidv7 } from 'uuid';
import type { Article } from '../../../shared/domain/article.ts';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { computeDueAt, computePriority, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { ticketTypeSchema, type TicketDraft, type TicketType } from '../../../shared/domain/ticket.ts';
import { ticketIdSchema, type CallId, type CustomerId } from '../../../shared/ids.ts';
import { isPhone } from '../../../shared/ticket/field-faults.ts';
import { currentForm, type Shelf } from '../../../shared/ticket/form-shelf.ts';

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

/** The centre's data that a draft is made with. */
export interface DraftBasis {
  readonly catalog: TicketCatalog;
  readonly forms: Shelf;
}

/** A draft prefilled from the call and, for a consultation, from the article that answered it. */
export function newDraft(
  { catalog, forms }: DraftBasis,
  call: CallContext,
  article: Article | undefined,
  now: number,
): TicketDraft {
  const fromArticle = ticketTypeSchema.safeParse(article?.ticketType);
  const type: TicketType = fromArticle.success ? fromArticle.data : 'consultation';
  const subTypes = catalog.types.find((entry) => entry.id === type)?.subTypes ?? [];
  const subType = subTypes.some((entry) => entry.id === article?.ticketSubType) ? (article?.ticketSubType ?? '') : '';
  const area = catalog.areas.find(({ id }) => id === call.area)?.id ?? '';
  const dueAt = computeDueAt(catalog, type, area, now);
  return {
    id: ticketIdSchema.parse(uuidv7()),
    ...(call.callId ? { callId: call.callId } : {}),
    ...(call.customerId ? { customerId: call.customerId } : {}),
    ...(call.language ? { language: call.language } : {}),
    ...(article ? { articleId: article.id } : {}),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...versionOf(forms, type),
    type,
    subType,
    callerName: call.callerName ?? '',
    // An exchange may send words instead of a number; the call's record has them.
    callerPhone: call.callerPhone !== undefined && isPhone(call.callerPhone) ? call.callerPhone : '',
    area,
    address: call.address ?? '',
    description: '',
    priority: computePriority(catalog, type, subType),
    isPriorityChosen: false,
    isDueChosen: false,
    createdAt: now,
    updatedAt: now,
  };
}

function versionOf(forms: Shelf, type: TicketType): Pick<TicketDraft, 'formVersion'> {
  const version = currentForm(forms, type)?.version;
  return version === undefined ? {} : { formVersion: version };
}

export type DraftChange = { -readonly [K in keyof TicketDraft]?: TicketDraft[K] | undefined };

/**
 * Applies an edit; priority and due date follow type and area until the agent has set them himself. Another type brings
 * its newest form; what was answered stays with the draft, should the agent come back.
 */
export function editDraft(
  { catalog, forms }: DraftBasis,
  draft: TicketDraft,
  change: DraftChange,
  now: number,
): TicketDraft {
  const merged = { ...draft, ...change, updatedAt: now } as TicketDraft;
  if (change.type !== undefined && change.type !== draft.type) {
    const stillThere = catalog.types
      .find((t) => t.id === merged.type)
      ?.subTypes.some((sub) => sub.id === merged.subType);
    if (!stillThere) merged.subType = '';
    delete merged.formVersion;
    Object.assign(merged, versionOf(forms, merged.type));
  }
  if (!merged.isPriorityChosen) merged.priority = computePriority(catalog, merged.type, merged.subType);
  if (!merged.isDueChosen) {
    const dueAt = computeDueAt(catalog, merged.type, merged.area, draft.createdAt);
    if (dueAt === undefined) delete merged.dueAt;
    else merged.dueAt = dueAt;
  } else if ('dueAt' in change && change.dueAt === undefined) {
    delete merged.dueAt;
  }
  if ('parentId' in change && change.parentId === undefined) delete merged.parentId;
  return merged;
}
