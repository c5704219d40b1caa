import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import type { DemoAgents, DemoBusiness, DemoCalls, DemoCustomers, DemoNotices, DemoTickets } from './demo-schema.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';
import { areaReasons, customerProblems, noticeProblems } from './service-rules.ts';
import { plainTextProblems } from './text-rules.ts';

export interface DemoFiles {
  readonly agents: ContentFile<DemoAgents>;
  readonly customers: ContentFile<DemoCustomers>;
  readonly tickets: ContentFile<DemoTickets>;
  readonly calls: ContentFile<DemoCalls>;
  readonly notices: ContentFile<DemoNotices>;
  readonly business: ContentFile<DemoBusiness>;
}

/** Numbers nobody is called under: made up for the demo. */
const fictionalNumber = /^\+(?:86139000000\d\d|852555\d{5})$/u;

/** Everything wrong with the demo's people and their open matters, each file parsed by its schema before. */
export function demoProblems(demo: DemoFiles, catalog: TicketCatalog): ContentProblem[] {
  return [
    ...agentProblems(demo),
    ...demoCustomerProblems(demo, catalog),
    ...ticketProblems(demo, catalog),
    ...callProblems(demo),
    ...noticeProblems([demo.notices], catalog),
    ...businessProblems(demo, catalog),
  ];
}

function keysOf<T>(file: string, list: string, entries: readonly T[], field: keyof T & string) {
  return entries.map((entry, i) => ({ file, path: [list, i, field] as JsonPath, key: String(entry[field]) }));
}

function agentProblems({ agents: { file, content } }: DemoFiles): ContentProblem[] {
  return duplicateProblems(keysOf(file, 'agents', content.agents, 'agentNo'), 'agent');
}

function demoCustomerProblems({ customers: { file, content } }: DemoFiles, catalog: TicketCatalog): ContentProblem[] {
  const phones = content.customers.flatMap((customer, i) =>
    customer.phones.map((key, k) => ({ file, path: ['customers', i, 'phones', k] as JsonPath, key })),
  );
  return [
    ...customerProblems([{ file, content }], catalog),
    ...phones
      .filter(({ key }) => !fictionalNumber.test(key))
      .flatMap(({ path }) => problemsAt(file, path, ['not a number of the made-up range'])),
  ];
}

function ticketProblems(demo: DemoFiles, catalog: TicketCatalog): ContentProblem[] {
  const { file, content } = demo.tickets;
  return [
    ...duplicateProblems(keysOf(file, 'tickets', content.tickets, 'id'), 'ticket'),
    ...duplicateProblems(keysOf(file, 'tickets', content.tickets, 'number'), 'ticket number'),
    ...content.tickets.flatMap((ticket, i) => {
      const type = catalog.types.find(({ id }) => id === ticket.type);
      const isKnown = type?.subTypes.some(({ id }) => id === ticket.subType) ?? false;
      const isBackwards = ticket.updatedMinutesAgo > ticket.createdMinutesAgo;
      const at = (key: string, reasons: readonly string[]): ContentProblem[] =>
        problemsAt(file, ['tickets', i, key], reasons);
      return [
        ...at('subType', isKnown ? [] : [`${ticket.type} / ${ticket.subType} is not in the ticket catalog`]),
        ...at('area', areaReasons(ticket.area, catalog)),
        ...at('customerId', customerReasons(ticket.customerId, demo)),
        ...at('summary', plainTextProblems(ticket.summary)),
        ...at('updatedMinutesAgo', isBackwards ? ['changed before it was made'] : []),
      ];
    }),
  ];
}

function callProblems(demo: DemoFiles): ContentProblem[] {
  const { file, content } = demo.calls;
  const agents = demo.agents.content.agents;
  return [
    ...duplicateProblems(keysOf(file, 'calls', content.calls, 'id'), 'call'),
    ...content.calls.flatMap((call, i) => {
      const isKnown = agents.some(({ agentNo }) => agentNo === call.agentNo);
      return [
        ...problemsAt(file, ['calls', i, 'agentNo'], isKnown ? [] : [`no agent ${call.agentNo} in the demo`]),
        ...problemsAt(file, ['calls', i, 'customerId'], customerReasons(call.customerId, demo)),
        ...problemsAt(file, ['calls', i, 'topic'], plainTextProblems(call.topic)),
      ];
    }),
  ];
}

function businessProblems({ business, customers }: DemoFiles, catalog: TicketCatalog): ContentProblem[] {
  const { file, content } = business;
  const isKnown = (accountNo: string): boolean =>
    customers.content.customers.some((customer) => customer.accountNo === accountNo);
  return [
    ...duplicateProblems(keysOf(file, 'accounts', content.accounts, 'accountNo'), 'account'),
    ...duplicateProblems(keysOf(file, 'areas', content.areas, 'area'), 'area'),
    ...content.accounts.flatMap(({ accountNo }, i) =>
      problemsAt(file, ['accounts', i, 'accountNo'], isKnown(accountNo) ? [] : ['no customer of the demo has it']),
    ),
    ...content.areas.flatMap(({ area }, i) => problemsAt(file, ['areas', i, 'area'], areaReasons(area, catalog))),
  ];
}

function customerReasons(id: string | undefined, demo: DemoFiles): string[] {
  if (id === undefined || demo.customers.content.customers.some((customer) => customer.id === id)) return [];
  return [`no customer ${id} in the demo`];
}
