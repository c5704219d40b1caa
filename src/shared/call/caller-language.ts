import type { CallerLanguage } from '../domain/language.ts';
import type { LanguageDescription } from '../language/language-description.ts';
import { languageDescriptions } from '../language/languages.ts';

/** What exchanges say for the languages of callers; lower case. */
export interface LanguageAliases {
  /** Whole tags or words. A longer tag falls back to its beginning: en-us is en. */
  readonly languages: Readonly<Record<string, CallerLanguage>>;
  /** Tags that name a family: only the dialect says what is spoken. */
  readonly families: Readonly<Record<string, DialectFamily>>;
}

export interface DialectFamily {
  readonly dialects: Readonly<Record<string, CallerLanguage>>;
  /** Where no dialect was sent: the dialect of these regions, first match wins. */
  readonly byRegion: readonly { readonly regions: readonly string[]; readonly language: CallerLanguage }[];
  /** Where the region says nothing either. */
  readonly otherwise: CallerLanguage;
}

let made: { readonly of: readonly LanguageDescription[]; readonly aliases: LanguageAliases } | undefined;

/** As the descriptions of the languages have them; every call asks, so they are put together once. */
export function languageAliases(): LanguageAliases {
  const descriptions = languageDescriptions();
  if (made?.of !== descriptions) made = { of: descriptions, aliases: aliasesOf(descriptions) };
  return made.aliases;
}

function aliasesOf(descriptions: readonly LanguageDescription[]): LanguageAliases {
  const entries = descriptions.flatMap(({ tag, headers }) =>
    headers.names.map((name): [string, CallerLanguage] => [name, tag]),
  );
  const familyNames = new Set(descriptions.flatMap(({ headers }) => headers.family?.names ?? []));
  const families = [...familyNames].map((name): [string, DialectFamily] => [
    name,
    familyOf(descriptions.filter(({ headers }) => headers.family?.names.includes(name))),
  ]);
  return { languages: Object.fromEntries(entries), families: Object.fromEntries(families) };
}

function familyOf(members: readonly LanguageDescription[]): DialectFamily {
  const dialects = members.flatMap(({ tag, headers }) =>
    (headers.family?.dialects ?? []).map((dialect): [string, CallerLanguage] => [dialect, tag]),
  );
  const usual = members.find(({ headers }) => headers.family?.isUsual) ?? members[0];
  return {
    dialects: Object.fromEntries(dialects),
    byRegion: members.flatMap(({ tag, headers }) =>
      headers.family?.regions ? [{ regions: headers.family.regions, language: tag }] : [],
    ),
    otherwise: usual?.tag ?? 'zh-Hans',
  };
}

/**
 * The language of a caller from what was sent, best guess first; undefined when nothing is known by name. Values may be
 * tags (`bo-x-amdo`, `zh_CN`, `en-US;q=0.8`) or words.
 */
export function callerLanguage(
  sent: { readonly languages: readonly string[]; readonly dialects: readonly string[]; readonly region?: string },
  aliases: LanguageAliases = languageAliases(),
): CallerLanguage | undefined {
  const dialects = sent.dialects.map(toTag);
  for (const value of sent.languages) {
    const language = byTag(toTag(value), dialects, sent.region, aliases);
    if (language) return language;
  }
  for (const dialect of dialects) {
    const language = lookUp(aliases.languages, dialect);
    if (language) return language;
  }
  return undefined;
}

function byTag(
  tag: string,
  dialects: readonly string[],
  region: string | undefined,
  aliases: LanguageAliases,
): CallerLanguage | undefined {
  for (let part = tag; part !== ''; part = part.slice(0, Math.max(0, part.lastIndexOf('-')))) {
    const language = lookUp(aliases.languages, part);
    if (language) return language;
    const family = lookUp(aliases.families, part);
    if (family) return ofFamily(family, dialects, region);
  }
  return undefined;
}

function ofFamily(family: DialectFamily, dialects: readonly string[], region: string | undefined): CallerLanguage {
  for (const dialect of dialects) {
    const last = dialect.slice(dialect.lastIndexOf('-') + 1);
    const language = lookUp(family.dialects, dialect) ?? lookUp(family.dialects, last);
    if (language) return language;
  }
  const place = region?.trim().toLowerCase();
  const entry = place === undefined ? undefined : family.byRegion.find(({ regions }) => regions.includes(place));
  return entry?.language ?? family.otherwise;
}

function toTag(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase().replaceAll('_', '-');
}

/** Own properties only: a header saying `constructor` must find nothing. */
function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
