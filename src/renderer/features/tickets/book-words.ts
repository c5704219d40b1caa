import { exportColumns } from '../../../shared/domain/ticket-book.ts';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import { syncStatuses, ticketStatuses } from '../../../shared/domain/ticket-status.ts';
import { priorities, ticketTypes } from '../../../shared/domain/ticket.ts';
import { callerLanguages } from '../../../shared/language/languages.ts';
import type { useTranslation } from '../../i18n/texts.tsx';
import { labelIn } from './labels.ts';

type Texts = ReturnType<typeof useTranslation<['book', 'tickets', 'phrases']>>['t'];

/** What the page calls the columns and codes of an exported file, in the agent's language. */
export function bookWords(t: Texts, catalog: TicketCatalog | undefined, locale: string): Record<string, string> {
  const words: (readonly [string, string])[] = [
    ...exportColumns.map((column) => [`column.${column}`, t(`book:column.${column}`)] as const),
    ...ticketTypes.map((type) => [`type.${type}`, t(`tickets:type.${type}`)] as const),
    ...ticketStatuses.map((status) => [`status.${status}`, t(`tickets:status.${status}`)] as const),
    ...syncStatuses.map((sync) => [`sync.${sync}`, t(`tickets:sync.${sync}`)] as const),
    ...priorities.map((priority) => [`priority.${priority}`, t(`tickets:priority.${priority}`)] as const),
    ...callerLanguages().map((language) => [`language.${language}`, t(`phrases:language.${language}`)] as const),
    ...(catalog?.areas ?? []).map(({ id, label }) => [`area.${id}`, labelIn(label, locale)] as const),
    ...(catalog?.types ?? []).flatMap(({ id: type, subTypes }) =>
      subTypes.map(({ id, label }) => [`subType.${type}.${id}`, labelIn(label, locale)] as const),
    ),
  ];
  return Object.fromEntries(words);
}
