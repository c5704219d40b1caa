import { createRequire } from 'node:module';
import type { Article } from '../../../src/shared/domain/article.ts';
import { pick, seeded } from '../../fixtures/mixed-articles.ts';
import { foldForOracle, inJyutping, inPinyin, type Need } from './oracle.ts';

const { toWylie } = createRequire(import.meta.url)('jsewts') as { toWylie(text: string): string };

/** How many of the articles have it: a handful, some, or what only the commonest hundredth of its kind reaches. */
type Band = 'rare' | 'middling' | 'common' | 'none';

export interface BenchQuery {
  readonly class: string;
  readonly band: Band;
  readonly text: string;
  /** What must be met, all of it. */
  readonly needs: readonly Need[];
  /** Other ways to read the same letters, each of which is right as well. */
  readonly also: readonly (readonly Need[])[];
}

type Made = Omit<BenchQuery, 'class' | 'band'>;

/** Articles that are looked at to learn what is rare and what is common. */
const sampleSize = 6_000;

interface Kind {
  readonly name: string;
  /** Everything in an article that a query of this kind could be. */
  readonly parts: (article: Article) => readonly string[];
  readonly make: (part: string, random: () => number) => Made | undefined;
}

const han = (text: string): Need => ({ kind: 'han', text: foldForOracle(text) });
const made = (text: string, ...needs: Need[]): Made => ({ text, needs, also: [] });

const kinds: readonly Kind[] = [
  { name: 'han1', parts: (article) => pieces(article.body, 1), make: (part) => made(part, han(part)) },
  { name: 'han2', parts: (article) => pieces(article.body, 2), make: (part) => made(part, han(part)) },
  { name: 'han3', parts: (article) => pieces(article.body, 3), make: (part) => made(part, han(part)) },
  { name: 'han4', parts: (article) => pieces(article.body, 4), make: (part) => made(part, han(part)) },
  {
    name: 'traditional',
    parts: (article) => (article.lang === 'yue-Hant-HK' ? pieces(article.body, 2) : []),
    make: (part) => (foldForOracle(part) === part ? undefined : made(part, han(part))),
  },
  { name: 'tibetan1', parts: (article) => syllables(article, 1), make: (part) => made(part, tibetan(part)) },
  { name: 'tibetan2', parts: (article) => syllables(article, 2), make: (part) => made(part, tibetan(part)) },
  {
    name: 'english',
    parts: (article) => (article.lang === 'en' ? (article.body.match(/[a-z]{4,}/g) ?? []) : []),
    make: (part, random) => {
      const text = part.slice(0, 2 + Math.floor(random() * (part.length - 1)));
      const reads = latinReadings(text);
      return { text, needs: [{ kind: 'word', text, isPrefix: true }], also: reads };
    },
  },
  {
    name: 'mixed',
    parts: (article) => (article.lang === 'zh-Hans' ? mixedParts(article) : []),
    make: (part) => {
      const [word = '', code = ''] = part.split(' ');
      return made(part, han(word), { kind: 'word', text: foldForOracle(code), isPrefix: true });
    },
  },
  { name: 'pinyin', parts: titleWords('zh-Hans'), make: (part) => sound('pinyin', inPinyin(part).join('')) },
  {
    name: 'initials',
    parts: titleWords('zh-Hans'),
    make: (part) => sound('initials', inPinyin(part).map((one) => one.charAt(0)).join('')), // prettier-ignore
  },
  { name: 'jyutping', parts: titleWords('yue-Hant-HK'), make: (part) => sound('jyutping', inJyutping(part).join('')) },
  {
    name: 'wylie',
    parts: (article) => syllables(article, 2),
    make: (part) => {
      const text = toWylie(part).trim();
      return /^[a-z']+ [a-z']+$/.test(text)
        ? { text, needs: [tibetan(part)], also: bySound(text.replaceAll(/[ ']/g, '')) }
        : undefined;
    },
  },
  {
    name: 'digits',
    parts: (article) => article.body.match(/(?<![A-Za-z0-9])(?:95598|12345|95533|10kV|220V)/g) ?? [],
    make: (part, random) => {
      const wide = random() < 0.5;
      const text = wide ? shift(part, 0x21, 0x7e, 0xfee0) : shift(part, 0x30, 0x39, 0x0ef0);
      return made(text, { kind: 'word', text: foldForOracle(part), isPrefix: true });
    },
  },
];

function sound(kind: 'pinyin' | 'initials' | 'jyutping', text: string): Made | undefined {
  if (text.length < 2) return undefined;
  return { text, needs: [{ kind, text }], also: [[{ kind: 'word', text, isPrefix: true }], ...latinReadings(text)] };
}

function bySound(text: string): Need[][] {
  return (['pinyin', 'initials', 'jyutping'] as const).map((kind): Need[] => [{ kind, text }]);
}

/** What the same Latin letters may be besides a word. */
function latinReadings(text: string): Need[][] {
  return [...bySound(text), [{ kind: 'tibetan', text: fromWylie(text), isHalfTyped: true }]];
}

const speller = createRequire(import.meta.url)('jsewts') as { fromWylie(text: string): string };
const fromWylie = (text: string): string => speller.fromWylie(text);

function tibetan(text: string): Need {
  return { kind: 'tibetan', text };
}

function pieces(text: string, length: number): string[] {
  return (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) =>
    Array.from({ length: Math.max(0, run.length - length + 1) }, (_, at) => run.slice(at, at + length)),
  );
}

const particle = /(?:འི|འོ|འམ|འང|འུ)$/;

/** Neighbouring syllables as they stand; those with a particle written on are left to the unit tests. */
function syllables(article: Article, count: number): string[] {
  if (article.lang !== 'bo') return [];
  return (article.body.match(/[\u0f40-\u0fbc\u0f0b]+/g) ?? []).flatMap((run) => {
    const all = run.split('\u0f0b').filter((one) => one !== '');
    return all
      .map((_, at) => all.slice(at, at + count))
      .filter((part) => part.length === count && part.every((one) => !particle.test(one)))
      .map((part) => part.join('\u0f0b'));
  });
}

function mixedParts(article: Article): string[] {
  const codes = article.body.match(/(?<![A-Za-z0-9])(?:95598|12345|App|SMS|kWh|ATM|VIP)(?![A-Za-z0-9])/g) ?? [];
  const words = pieces(article.title, 2);
  return codes.flatMap((code) => words.slice(0, 2).map((word) => `${word} ${code}`));
}

function titleWords(lang: Article['lang']): (article: Article) => string[] {
  // Cut where the corpus joined them: its titles are made of words of two characters and more.
  return (article) => (article.lang === lang ? [article.title.slice(0, 2), article.title.slice(0, 4)] : []);
}

function shift(text: string, from: number, to: number, by: number): string {
  return text.replace(/[\x21-\x7e]/g, (char) => {
    const code = char.charCodeAt(0);
    return code >= from && code <= to ? String.fromCharCode(code + by) : char;
  });
}

/** `perBand` queries of every kind and band, from a sample of the articles, then some that find nothing. */
export function makeQueries(articles: readonly Article[], perBand: number, seed: number): BenchQuery[] {
  const random = seeded(seed);
  const sample = articles.slice(0, sampleSize);
  const found = kinds.flatMap((kind) => {
    const counts = new Map<string, number>();
    for (const article of sample) {
      for (const part of new Set(kind.parts(article))) counts.set(part, (counts.get(part) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1)).map(([part]) => part);
    return (['rare', 'middling', 'common'] as const).flatMap((band) => {
      const parts = slice(sorted, band);
      return Array.from({ length: perBand }, () => {
        const query = kind.make(pick(parts, random), random);
        return query ? [{ ...query, class: kind.name, band }] : [];
      }).flat();
    });
  });
  const nothing = ['龘靐齉', '停电龘', 'zzqxv', 'ཧཧ་ཧཧ', '停电 zzqxv', '可以龘', 'outage zzqxv', '95598 龘靐'];
  return [
    ...found,
    ...nothing.map((text): BenchQuery => ({ class: 'nothing', band: 'none', text, needs: [], also: [] })),
  ];
}

function slice(sorted: readonly string[], band: Band): readonly string[] {
  const top = Math.max(1, Math.ceil(sorted.length / 100));
  if (band === 'common') return sorted.slice(-top);
  if (band === 'rare') return sorted.slice(0, Math.max(1, Math.floor(sorted.length / 2)));
  return sorted.slice(Math.floor(sorted.length / 2), Math.max(1, sorted.length - top));
}
