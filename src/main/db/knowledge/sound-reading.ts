import { bigrams } from '../../../shared/text/index-text.ts';
import { indexMarks } from './index-marks.ts';
import { phrase } from './match-expression.ts';
import { jyutpingSyllables, pinyinSyllables } from './sound-syllables.ts';

/** A Latin query read as the sound of Chinese; found in titles only. */
export interface SoundReading {
  readonly kind: 'pinyin' | 'jyutping' | 'initials';
  readonly expression: string;
  /** Complete and begun syllables; letters of initials. */
  readonly length: number;
}

const letters = /^[a-zü]{2,40}$/;
/** Every phrase is looked up in every part of the index. */
const phrasesMax = 6;
const begunPhrasesMax = 32;

/**
 * The query as pinyin, as jyutping (tones may stand there and say nothing) and as first letters of pinyin, as far as it
 * can be each of them; read with its last syllable unfinished where `isHalfTyped`.
 */
export function readSounds(query: string, isHalfTyped = false): SoundReading[] {
  const typed = query
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s'’1-6]/g, '');
  if (!letters.test(typed)) return [];
  const spelled = typed.replaceAll('ü', 'v');
  const isOneWord = /^[a-zü]+$/i.test(query.trim());
  return [
    ...syllableReading('pinyin', spelled, mandarin, isHalfTyped),
    ...syllableReading('jyutping', spelled, cantonese, isHalfTyped),
    ...(isOneWord && !isHalfTyped ? initialsReading(typed) : []),
  ];
}

interface Syllables {
  readonly whole: ReadonlySet<string>;
  readonly sorted: readonly string[];
  readonly longest: number;
}

const mandarin = syllablesOf(pinyinSyllables);
const cantonese = syllablesOf(jyutpingSyllables);

function syllablesOf(list: readonly string[]): Syllables {
  return { whole: new Set(list), sorted: list.toSorted(), longest: Math.max(...list.map(({ length }) => length)) };
}

function syllableReading(
  kind: 'pinyin' | 'jyutping',
  text: string,
  syllables: Syllables,
  isHalfTyped: boolean,
): SoundReading[] {
  const ways = splits(text, syllables, isHalfTyped).slice(0, isHalfTyped ? begunPhrasesMax : phrasesMax);
  if (ways.length === 0) return [];
  const phrases = ways.map((way) => phrase(way, indexMarks[kind]));
  return [{ kind, expression: `(${phrases.join(' OR ')})`, length: ways[0]?.length ?? 0 }];
}

/**
 * Every way to cut the text into syllables, few syllables first. The last one may always go on: `lan` is the beginning of
 * `lang`; that it is no syllable by itself yet is for half-typed queries only, which are asked when nothing else fits.
 */
function splits(text: string, syllables: Syllables, isHalfTyped: boolean): string[][] {
  const ways: string[][] = [];
  // Where nothing can be cut off is seen once: the ways to it may be more than anybody can wait for.
  const deadEnds = new Set<number>();
  const cut = (from: number, before: readonly string[]): void => {
    if (ways.length > 200 || deadEnds.has(from)) return;
    const found = ways.length;
    const left = text.slice(from);
    if (left.length <= syllables.longest && syllables.whole.has(left) !== isHalfTyped) {
      for (const last of syllables.sorted) if (last.startsWith(left)) ways.push([...before, last]);
    }
    for (let length = Math.min(left.length - 1, syllables.longest); length > 0; length--) {
      const syllable = left.slice(0, length);
      if (syllables.whole.has(syllable)) cut(from + length, [...before, syllable]);
    }
    if (ways.length === found) deadEnds.add(from);
  };
  cut(0, []);
  return ways.toSorted((a, b) => a.length - b.length);
}

function initialsReading(text: string): SoundReading[] {
  if (text.length > 12 || /[iuvü]/.test(text)) return [];
  return [
    { kind: 'initials', expression: phrase(bigrams(Array.from(text)), indexMarks.initials), length: text.length },
  ];
}
