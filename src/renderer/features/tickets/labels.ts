import { uiLocaleSchema, type UiLabel } from '../../../shared/domain/language.ts';
import { findType, type TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { TicketType } from '../../../shared/domain/ticket.ts';

/** A label of the centre's catalog in the agent's language, else in Chinese. */
export function labelIn(label: UiLabel, locale: string): string {
  return label[uiLocaleSchema.catch('zh-CN').parse(locale)] ?? label['zh-CN'];
}

export function subTypeText(
  catalog: TicketCatalog | undefined,
  type: TicketType,
  subType: string,
  locale: string,
): string {
  const entry = catalog && findType(catalog, type)?.subTypes.find((sub) => sub.id === subType);
  return entry ? labelIn(entry.label, locale) : subType;
}

/** The centre's areas, to choose from. */
export function areaChoices(catalog: TicketCatalog | undefined, locale: string): { id: string; label: string }[] {
  return catalog?.areas.map(({ id, label }) => ({ id, label: labelIn(label, locale) })) ?? [];
}

/** Name of an area, whether given by its id or by what the exchange sent. */
export function areaText(catalog: TicketCatalog | undefined, area: string, locale: string): string {
  const wanted = area.toLowerCase();
  const entry = catalog?.areas.find(
    (candidate) => candidate.id === area || candidate.aliases.some((alias) => alias.toLowerCase() === wanted),
  );
  return entry ? labelIn(entry.label, locale) : area;
}

/** What a form calls one of its fields. */
export function fieldLabel(form: TicketForm | undefined, id: string, locale: string): string {
  const field = form?.fields.find((each) => each.id === id);
  return field ? labelIn(field.label, locale) : id;
}
