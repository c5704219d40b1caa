import type { CallerLanguage } from '../domain/language.ts';

/** What exchanges say for the languages of callers; lower case. Data: a centre may bring its own. */
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

const tibetan: DialectFamily = {
  dialects: {
    amdo: 'adx',
    adx: 'adx',
    'a-mdo': 'adx',
    安多: 'adx',
    安多语: 'adx',
    安多方言: 'adx',
    kham: 'khg',
    khams: 'khg',
    khg: 'khg',
    康: 'khg',
    康巴: 'khg',
    康方言: 'khg',
  },
  // In Qinghai everybody speaks Amdo but Yushu, which speaks Kham.
  byRegion: [{ regions: ['yushu', '玉树', '玉树州', '632700'], language: 'khg' }],
  otherwise: 'adx',
};

export const defaultLanguageAliases: LanguageAliases = {
  languages: {
    zh: 'zh-Hans',
    cmn: 'zh-Hans',
    chi: 'zh-Hans',
    zho: 'zh-Hans',
    'zh-cmn': 'zh-Hans',
    mandarin: 'zh-Hans',
    putonghua: 'zh-Hans',
    普通话: 'zh-Hans',
    国语: 'zh-Hans',
    汉语: 'zh-Hans',
    yue: 'yue-Hant-HK',
    'zh-yue': 'yue-Hant-HK',
    'zh-hk': 'yue-Hant-HK',
    'zh-mo': 'yue-Hant-HK',
    'zh-hant-hk': 'yue-Hant-HK',
    'zh-hant-mo': 'yue-Hant-HK',
    cantonese: 'yue-Hant-HK',
    粤语: 'yue-Hant-HK',
    广东话: 'yue-Hant-HK',
    廣東話: 'yue-Hant-HK',
    粵語: 'yue-Hant-HK',
    en: 'en',
    eng: 'en',
    english: 'en',
    英语: 'en',
    英語: 'en',
    adx: 'adx',
    amdo: 'adx',
    'bo-x-amdo': 'adx',
    'bo-amdo': 'adx',
    安多: 'adx',
    安多藏语: 'adx',
    khg: 'khg',
    kham: 'khg',
    khams: 'khg',
    'bo-x-kham': 'khg',
    'bo-x-khams': 'khg',
    'bo-kham': 'khg',
    'bo-khams': 'khg',
    康巴: 'khg',
    康巴藏语: 'khg',
  },
  families: { bo: tibetan, bod: tibetan, tib: tibetan, tibetan: tibetan, 藏语: tibetan, 藏語: tibetan },
};

/**
 * The language of a caller from what was sent, best guess first; undefined when nothing is known by name. Values may be
 * tags (`bo-x-amdo`, `zh_CN`, `en-US;q=0.8`) or words.
 */
export function callerLanguage(
  sent: { readonly languages: readonly string[]; readonly dialects: readonly string[]; readonly region?: string },
  aliases: LanguageAliases = defaultLanguageAliases,
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
