import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';

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
