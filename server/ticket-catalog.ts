import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ticketCatalogSchema } from '../src/shared/domain/ticket-catalog.ts';
import type { TicketCatalog } from '../src/shared/domain/ticket-catalog.ts';

/** Throws when it is missing or broken. */
export function readTicketCatalog(resources: string): TicketCatalog {
  return ticketCatalogSchema.parse(JSON.parse(readFileSync(join(resources, 'ticket-catalog.json'), 'utf8')));
}
