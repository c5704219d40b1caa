import type { Customer } from '../domain/customer.ts';
import type { CentreFestival } from '../domain/festival.ts';
import type { Notice } from '../domain/notice.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';
import { plainTextProblems } from './text-rules.ts';

type CustomerFile = ContentFile<{ customers: readonly Pick<Customer, 'id' | 'name' | 'phones' | 'area'>[] }>;
type NoticeFile = ContentFile<{ notices: readonly Pick<Notice, 'id' | 'title' | 'body' | 'areas'>[] }>;
type FestivalFile = ContentFile<{ festivals: readonly Omit<CentreFestival, 'updatedAt'>[] }>;

/** Everything wrong with the customers of a set of files, each parsed by its schema before. */
export function customerProblems(files: readonly CustomerFile[], catalog: TicketCatalog): ContentProblem[] {
  const ids = files.flatMap(({ file, content }) =>
    content.customers.map(({ id }, i) => ({ file, path: ['customers', i, 'id'], key: id })),
  );
  // Within one customer too: the number would find him twice.
  const phones = files.flatMap(({ file, content }) =>
    content.customers.flatMap((customer, i) =>
      customer.phones.map((key, k) => ({ file, path: ['customers', i, 'phones', k] as JsonPath, key })),
    ),
  );
  return [
    ...duplicateProblems(ids, 'customer'),
    ...duplicateProblems(phones, 'number'),
    ...files.flatMap(({ file, content }) =>
      content.customers.flatMap((customer, i) => [
        ...problemsAt(file, ['customers', i, 'name'], plainTextProblems(customer.name)),
        ...problemsAt(file, ['customers', i, 'area'], areaReasons(customer.area, catalog)),
      ]),
    ),
  ];
}

/** Everything wrong with the notices of a set of files, each parsed by its schema before. */
export function noticeProblems(files: readonly NoticeFile[], catalog: TicketCatalog): ContentProblem[] {
  const ids = files.flatMap(({ file, content }) =>
    content.notices.map(({ id }, i) => ({ file, path: ['notices', i, 'id'], key: id })),
  );
  return [
    ...duplicateProblems(ids, 'notice'),
    ...files.flatMap(({ file, content }) =>
      content.notices.flatMap((notice, i) => [
        ...problemsAt(file, ['notices', i, 'title'], plainTextProblems(notice.title)),
        ...problemsAt(file, ['notices', i, 'body'], plainTextProblems(notice.body)),
        ...notice.areas.flatMap((area, k) => problemsAt(file, ['notices', i, 'areas', k], areaReasons(area, catalog))),
      ]),
    ),
  ];
}

/** Everything wrong with a centre's own days, each parsed by its schema before. */
export function festivalProblems(files: readonly FestivalFile[], catalog: TicketCatalog): ContentProblem[] {
  const entries = files.flatMap(({ file, content }) =>
    content.festivals.map((entry, i) => ({ file, path: ['festivals', i] as JsonPath, entry })),
  );
  // Whoever is greeted by the one would be greeted by the other, too.
  const days = entries.flatMap(({ file, path, entry: { festival, from, areas } }) =>
    (areas ?? ['everywhere']).map((area) => ({ file, path, key: `${festival} ${from.slice(0, 4)}, ${area}` })),
  );
  return [
    ...duplicateProblems(
      entries.map(({ file, path, entry }) => ({ file, path: [...path, 'id'], key: entry.id })),
      'festival',
    ),
    ...duplicateProblems(days, 'festival'),
    ...entries.flatMap(({ file, path, entry: { areas = [] } }) =>
      areas.flatMap((area, k) => problemsAt(file, [...path, 'areas', k], areaReasons(area, catalog))),
    ),
  ];
}

export function areaReasons(area: string | undefined, catalog: TicketCatalog): string[] {
  if (area === undefined || catalog.areas.some(({ id }) => id === area)) return [];
  return [`area "${area}" is not in the ticket catalog`];
}
