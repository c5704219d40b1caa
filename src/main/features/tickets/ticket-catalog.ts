import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ticketCatalogSchema, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';

/** Reads resources/ticket-catalog.json once. A broken catalog is a broken build: it throws. */
export function createCatalog(resourcesFolder: string): () => Promise<TicketCatalog> {
  let loaded: Promise<TicketCatalog> | undefined;
  const load = async () => {
    const text = await readFile(join(resourcesFolder, 'ticket-catalog.json'), 'utf8');
    return ticketCatalogSchema.parse(JSON.parse(text));
  };
  return () => (loaded ??= load());
}
