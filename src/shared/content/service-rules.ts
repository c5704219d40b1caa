import type { Customer } from '../domain/customer.ts';
import type { Notice } from '../domain/notice.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';
import { plainTextProblems } from './text-rules.ts';

type CustomerFile = ContentFile<{ customers: readonly Pick<Customer, 'id' | 'name' | 'phones' | 'area'>[] }>;
type NoticeFile = ContentFile<{ notices: readonly Pick<Notice, 'id' | 'title' | 'body' | 'areas'>[] }>;

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

export function areaReasons(area: string | undefined, catalog: TicketCatalog): string[] {
  if (area === undefined || catalog.areas.some(({ id }) => id === area)) return [];
  return [`area "${area}" is not in the ticket catalog`];
}
