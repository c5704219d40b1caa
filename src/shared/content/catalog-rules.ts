import type { UiLabel } from '../domain/language.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { ticketTypes } from '../domain/ticket.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';
import { plainTextProblems, writingProblems } from './text-rules.ts';

/** Everything wrong with a parsed ticket catalog. */
export function catalogProblems({ file, content }: ContentFile<TicketCatalog>): ContentProblem[] {
  const problems: ContentProblem[] = ticketTypes
    .filter((id) => !content.types.some((type) => type.id === id))
    .map((id) => ({ file, path: ['types'], reason: `ticket type ${id} is missing` }));
  problems.push(
    ...duplicateProblems(keyed(file, ['types'], content.types), 'ticket type'),
    ...duplicateProblems(keyed(file, ['areas'], content.areas), 'area'),
    ...aliasProblems(file, content),
  );
  content.types.forEach((type, i) => {
    const path = ['types', i];
    problems.push(...duplicateProblems(keyed(file, [...path, 'subTypes'], type.subTypes), `sub-type of ${type.id}`));
    if (type.subTypes.length === 0) problems.push({ file, path, reason: `${type.id} has no sub-type to choose` });
    problems.push(...problemsAt(file, [...path, 'promiseMinutes'], promiseReasons(type.promiseMinutes)));
    type.subTypes.forEach((sub, k) =>
      problems.push(...labelProblems(file, [...path, 'subTypes', k, 'label'], sub.label)),
    );
  });
  content.areas.forEach((area, i) => problems.push(...labelProblems(file, ['areas', i, 'label'], area.label)));
  return problems;
}

/** Texts of a list by UI locale, each in its own script. */
export function labelProblems(file: string, path: JsonPath, label: UiLabel): ContentProblem[] {
  const hongKong = label['zh-HK'];
  return [
    ...problemsAt(file, [...path, 'zh-CN'], writingProblems(label['zh-CN'], 'simplified')),
    ...problemsAt(file, [...path, 'en'], writingProblems(label.en, 'latin')),
    ...(hongKong === undefined ? [] : problemsAt(file, [...path, 'zh-HK'], writingProblems(hongKong, 'traditional'))),
    ...(label.bo === undefined ? [] : problemsAt(file, [...path, 'bo'], writingProblems(label.bo, 'tibetan'))),
  ];
}

function keyed(file: string, path: JsonPath, entries: readonly { id: string }[]) {
  return entries.map(({ id }, i) => ({ file, path: [...path, i, 'id'], key: id }));
}

/** Two areas must not claim the same word of the exchange, whatever its case. */
function aliasProblems(file: string, catalog: TicketCatalog): ContentProblem[] {
  const aliases = catalog.areas.flatMap((area, i) =>
    area.aliases.map((alias, k) => ({ file, path: ['areas', i, 'aliases', k], key: alias.toLowerCase() })),
  );
  const texts = aliases.flatMap(({ path, key }) => problemsAt(file, path, plainTextProblems(key)));
  return [...texts, ...duplicateProblems(aliases, 'area alias')];
}

function promiseReasons(promise: TicketCatalog['types'][number]['promiseMinutes']): string[] {
  if (!promise) return [];
  const { town, country, remote } = promise;
  return town > 0 && town <= country && country <= remote
    ? []
    : ['minutes must be above 0 and grow from town to remote'];
}
