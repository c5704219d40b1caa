import type { Disposition } from '../../src/shared/domain/call.ts';
import { findType } from '../../src/shared/domain/ticket-catalog.ts';
import type { TicketCatalog } from '../../src/shared/domain/ticket-catalog.ts';
import type { SubmittedTicket } from '../../src/shared/domain/ticket.ts';

/** 通话小结 in the language that the centre keeps its records in. */
const dispositionLabels: Record<Disposition, string> = {
  resolved: '已解答',
  ticketCreated: '已建工单',
  expedited: '已催办',
  callbackBooked: '已约回电',
  transferred: '已转接',
  escalated: '已转班长',
  wrongNumber: '打错',
  silent: '无声',
  abuseEnded: '不当言语结束',
  dropped: '通话中断',
};

type Classified = Pick<SubmittedTicket, 'type' | 'subType'>;

/** Label of a sub-type in the centre's language; its id where the catalog does not know it. */
export function subTypeLabel(catalog: TicketCatalog | undefined, ticket: Classified): string {
  const entry = catalog && findType(catalog, ticket.type)?.subTypes.find((sub) => sub.id === ticket.subType);
  return entry?.label['zh-CN'] ?? (ticket.subType === '' ? ticket.type : ticket.subType);
}

/**
 * What a call was about, for whoever takes the next one: the kinds of its tickets, else its disposition. Never words of
 * the notes: those may hold anything personal.
 */
export function callTopic(
  catalog: TicketCatalog | undefined,
  disposition: Disposition | undefined,
  tickets: readonly Classified[],
): string {
  const kinds = new Set(tickets.map((ticket) => subTypeLabel(catalog, ticket)));
  if (kinds.size > 0) return cutText([...kinds].join('、'), 200);
  return disposition === undefined ? '' : dispositionLabels[disposition];
}

/** At most `length` UTF-16 units, never cut inside of a letter with its signs. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter().segment(text)) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
