import { z } from 'zod';
import { uiLabelSchema } from './language.ts';
import { prioritySchema, ticketTypeSchema, type Priority, type TicketType } from './ticket.ts';

/** Editable data of a centre: sub-types, areas and promises (resources/ticket-catalog.json). */
export const ticketCatalogSchema = z.object({
  schemaVersion: z.literal(1),
  types: z.array(
    z.object({
      id: ticketTypeSchema,
      defaultPriority: prioritySchema,
      /** Minutes promised by kind of area; absent means no due date. */
      promiseMinutes: z.object({ town: z.number(), country: z.number(), remote: z.number() }).optional(),
      subTypes: z.array(
        z.object({
          id: z.string(),
          label: uiLabelSchema,
          priority: prioritySchema.optional(),
        }),
      ),
    }),
  ),
  areas: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['town', 'country', 'remote']),
      label: uiLabelSchema,
      /** What an exchange may send in X-Region for this area. */
      aliases: z.array(z.string()),
    }),
  ),
});
export type TicketCatalog = z.infer<typeof ticketCatalogSchema>;

export function findType(catalog: TicketCatalog, type: TicketType): TicketCatalog['types'][number] | undefined {
  return catalog.types.find((entry) => entry.id === type);
}

/** Priority the centre gives a ticket of this type and sub-type. */
export function computePriority(catalog: TicketCatalog, type: TicketType, subType: string): Priority {
  const entry = findType(catalog, type);
  return entry?.subTypes.find((sub) => sub.id === subType)?.priority ?? entry?.defaultPriority ?? 'medium';
}

/** Due date in UTC epoch ms, or undefined where nothing is promised. An unknown area counts as country. */
export function computeDueAt(catalog: TicketCatalog, type: TicketType, area: string, from: number): number | undefined {
  const promise = findType(catalog, type)?.promiseMinutes;
  if (!promise) return undefined;
  const kind = catalog.areas.find((entry) => entry.id === area)?.kind ?? 'country';
  return from + promise[kind] * 60_000;
}
