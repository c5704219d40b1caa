import { z } from 'zod';
import { agentSchema } from '../domain/agent.ts';
import { customerSchema, pastCallSchema, ticketStateSchema } from '../domain/customer.ts';
import { noticeSchema } from '../domain/notice.ts';

// The demo's content is dated from the moment it is planted, so that it never looks stale.
const minutesAgo = z.number().int().min(0);

export const demoAgentsSchema = z.object({
  agents: z.array(agentSchema.extend({ password: z.string().min(8) })).min(1),
});
export type DemoAgents = z.infer<typeof demoAgentsSchema>;

const demoCustomerSchema = customerSchema.omit({ updatedAt: true, arrears: true }).extend({
  arrears: z.object({ amountFen: z.number().int().min(0), asOfMinutesAgo: minutesAgo }).optional(),
  updatedMinutesAgo: minutesAgo,
});
export type DemoCustomer = z.infer<typeof demoCustomerSchema>;
export const demoCustomersSchema = z.object({ customers: z.array(demoCustomerSchema) });
export type DemoCustomers = z.infer<typeof demoCustomersSchema>;

export const demoTicketsSchema = z.object({
  tickets: z.array(
    ticketStateSchema.omit({ createdAt: true, updatedAt: true, dueAt: true }).extend({
      createdMinutesAgo: minutesAgo,
      updatedMinutesAgo: minutesAgo,
      /** Below 0 when overdue. */
      dueInMinutes: z.number().int().optional(),
    }),
  ),
});
export type DemoTickets = z.infer<typeof demoTicketsSchema>;

export const demoCallsSchema = z.object({
  calls: z.array(pastCallSchema.omit({ at: true }).extend({ minutesAgo })),
});
export type DemoCalls = z.infer<typeof demoCallsSchema>;

export const demoNoticesSchema = z.object({
  notices: z.array(
    noticeSchema.omit({ validFrom: true, validUntil: true, restoration: true, updatedAt: true }).extend({
      validFromMinutesAgo: minutesAgo,
      /** Counted from the beginning. */
      validForMinutes: z.number().int().min(1),
      /** From the start of the demo. */
      restorationInMinutes: z.number().int().min(1).optional(),
    }),
  ),
});
export type DemoNotices = z.infer<typeof demoNoticesSchema>;

/** What the sample connector to the business system answers; accounts and areas that are not in it are unknown. */
export const demoBusinessSchema = z.object({
  accounts: z.array(
    z.object({
      accountNo: z.string().max(40),
      arrearsFen: z.number().int().min(0),
      bill: z
        .object({
          amountFen: z.number().int().min(0),
          month: z.string().regex(/^\d{4}-\d{2}$/),
          kwh: z.number().min(0).optional(),
        })
        .optional(),
    }),
  ),
  areas: z.array(
    z.object({
      /** Area id of the ticket catalog. */
      area: z.string(),
      outage: z
        .object({ cause: z.string().max(200), fromMinutesAgo: minutesAgo, forMinutes: z.number().int().min(1) })
        .optional(),
    }),
  ),
});
export type DemoBusiness = z.infer<typeof demoBusinessSchema>;
