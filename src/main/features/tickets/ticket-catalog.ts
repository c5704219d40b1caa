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

/** Area id for what an exchange sent in X-Region: the id itself, a label or an alias, whatever the case. */
export function areaOfRegion(catalog: TicketCatalog, region: string): string | undefined {
  const wanted = fold(region);
  if (wanted === '') return undefined;
  return catalog.areas.find((area) =>
    [area.id, ...area.aliases, ...Object.values(area.label)].some(
      (name) => name !== undefined && fold(name) === wanted,
    ),
  )?.id;
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
