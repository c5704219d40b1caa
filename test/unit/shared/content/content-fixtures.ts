import type { DemoFiles } from '../../../../src/shared/content/demo-rules.ts';
import {
  demoAgentsSchema,
  demoBusinessSchema,
  demoCallsSchema,
  demoCustomersSchema,
  demoNoticesSchema,
  demoTicketsSchema,
} from '../../../../src/shared/content/demo-schema.ts';
import { ticketCatalogSchema, type TicketCatalog } from '../../../../src/shared/domain/ticket-catalog.ts';
import { ticketTypes } from '../../../../src/shared/domain/ticket.ts';

export const label = { 'zh-CN': '其他', en: 'Other', bo: 'གཞན་དག' };

/** A small whole catalog: every type with the sub-type `other`, one area `yushu`. */
export function smallCatalog(): TicketCatalog {
  return ticketCatalogSchema.parse({
    schemaVersion: 1,
    types: ticketTypes.map((id) => ({
      id,
      defaultPriority: 'medium',
      ...(id === 'faultRepair' ? { promiseMinutes: { town: 45, country: 90, remote: 120 } } : {}),
      subTypes: [{ id: 'other', label }],
    })),
    areas: [{ id: 'yushu', kind: 'town', label, aliases: ['玉树'] }],
  });
}

export const demoCustomer = {
  id: 'c-one',
  name: '卓玛',
  salutation: '女士',
  phones: ['+8613900000071'],
  area: 'yushu',
  isSpecialHandling: false,
  updatedMinutesAgo: 10,
};
export const demoTicket = {
  id: 't-one',
  number: 'W-1000',
  customerId: 'c-one',
  type: 'faultRepair',
  subType: 'other',
  status: 'processing',
  area: 'yushu',
  summary: '无电',
  createdMinutesAgo: 100,
  updatedMinutesAgo: 50,
  dueInMinutes: -10,
};
const agent = {
  agentNo: '9527',
  displayName: '甲',
  role: 'agent',
  languages: ['adx'],
  seatLabel: '席',
  password: 'tashi-demo',
};
export const demoCall = {
  id: 'pc-one',
  customerId: 'c-one',
  agentNo: '9527',
  minutesAgo: 5,
  durationS: 60,
  topic: '报修',
};
export const demoNotice = {
  id: 'n-one',
  kind: 'outage',
  title: '停电',
  body: '检修',
  areas: ['yushu'],
  validFromMinutesAgo: 10,
  validForMinutes: 60,
};

/** A small whole demo, lists replaced as asked. */
export function smallDemo(
  lists: {
    agents?: object[];
    customers?: object[];
    tickets?: object[];
    calls?: object[];
    notices?: object[];
    accounts?: object[];
  } = {},
): DemoFiles {
  return {
    agents: { file: 'agents.json', content: demoAgentsSchema.parse({ agents: lists.agents ?? [agent] }) },
    customers: {
      file: 'customers.json',
      content: demoCustomersSchema.parse({ customers: lists.customers ?? [demoCustomer] }),
    },
    tickets: { file: 'tickets.json', content: demoTicketsSchema.parse({ tickets: lists.tickets ?? [demoTicket] }) },
    calls: { file: 'calls.json', content: demoCallsSchema.parse({ calls: lists.calls ?? [demoCall] }) },
    notices: { file: 'notices.json', content: demoNoticesSchema.parse({ notices: lists.notices ?? [demoNotice] }) },
    business: {
      file: 'business.json',
      content: demoBusinessSchema.parse({ accounts: lists.accounts ?? [], areas: [] }),
    },
  };
}
