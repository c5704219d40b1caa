import { charClass, classOfPoint } from './char-class.ts';
import { splitParticles } from './tibetan-syllables.ts';

/**
 * A run of folded text that is looked at as one: Han characters, Tibetan syllables up to the next shad or space, or one
 * word of any other script. Offsets in UTF-16 units of the folded text.
 */
export type Run =
  | { readonly kind: 'han'; readonly start: number; readonly end: number }
  | { readonly kind: 'word'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'tibetan';
      readonly start: number;
      readonly end: number;
      readonly syllables: readonly WrittenSyllable[];
    };

/** A syllable as it stands between two tshegs. */
export interface WrittenSyllable {
  readonly start: number;
  readonly end: number;
  /** The parts that the index holds: the syllable, then any particles written on to it. */
  readonly parts: readonly string[];
}

/** Cuts a folded text (see fold-text.ts) into runs. The only segmentation there is: index, query and highlights use it. */
export function segment(folded: string, from = 0): Run[] {
  const runs: Run[] = [];
  let at = from;
  while (at < folded.length) {
    const point = folded.codePointAt(at) ?? 0;
    const kind = classOfPoint(point);
    if (kind === charClass.han) {
      const end = skip(folded, at, isHan);
      runs.push({ kind: 'han', start: at, end });
      at = end;
    } else if (kind === charClass.word) {
      const end = skip(folded, at, isWordPart);
      runs.push({ kind: 'word', start: at, end });
      at = end;
    } else if (kind === charClass.tibetan) {
      const run = tibetanRun(folded, at);
      runs.push(run);
      at = run.end;
    } else {
      at += point > 0xffff ? 2 : 1;
    }
  }
  return runs;
}

/** The Tibetan run that begins with the syllable at `start`; at most `limit` syllables of it. */
export function tibetanRun(folded: string, start: number, limit = Infinity): Run & { kind: 'tibetan' } {
  const syllables: WrittenSyllable[] = [];
  let at = start;
  let end = start;
  while (syllables.length < limit) {
    end = skip(folded, at, isTibetan);
    if (end === at) break;
    syllables.push({ start: at, end, parts: splitParticles(folded.slice(at, end)) });
    at = skip(folded, end, isTsheg);
    if (at === end) break;
  }
  return { kind: 'tibetan', start, end: syllables.at(-1)?.end ?? start, syllables };
}

function skip(text: string, from: number, belongs: (point: number) => boolean): number {
  let at = from;
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    if (!belongs(point)) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}

const isHan = (point: number): boolean => classOfPoint(point) === charClass.han;
const isTibetan = (point: number): boolean => classOfPoint(point) === charClass.tibetan;
const isTsheg = (point: number): boolean => classOfPoint(point) === charClass.tsheg;
const isWordPart = (point: number): boolean => {
  const kind = classOfPoint(point);
  return kind === charClass.word || kind === charClass.mark;
};
