import type { TextRun } from '../domain/article.ts';
import { charClass, classAt, classBefore } from './char-class.ts';
import { findAll, type TextRange } from './find-term.ts';
import { foldText, originalRange, type FoldedText } from './fold-text.ts';
import { hitRanges, runsOf } from './highlight.ts';
import { plainText } from './plain-text.ts';
import type { QueryTerm } from './query-terms.ts';

/** Length of a snippet in UTF-16 units: a Han character is as wide as two letters. */
const widths = { han: 84, other: 170 } as const;
const placesPerTerm = 6;
/** How far an edge may move to stand between words. */
const edgeSlack = 40;
const ellipsis = '…';

/** A body made ready for snippets, which is most of what they take. */
export interface Passages {
  readonly plain: string;
  readonly folded: FoldedText;
}

export function passagesOf(body: string): Passages {
  const plain = plainText(body);
  return { plain, folded: foldText(plain) };
}

/**
 * The passage of an article's body that shows most of the terms, in runs; the beginning when none is in the body (the
 * hit is then in the title or a tag). Cut between words and syllables; `…` stands where something was cut off.
 */
export function snippet({ plain, folded }: Passages, terms: readonly QueryTerm[]): TextRun[] {
  const window = bestWindow(folded.text, terms);
  if (window.end <= window.start) return [];
  const { start, end } = originalRange(folded, window.start, window.end);
  const hits = hitRanges(folded, terms, window).map((hit) => ({ start: hit.start - start, end: hit.end - start }));
  const runs = runsOf(plain.slice(start, end), hits);
  return withEllipses(runs, start > 0, end < plain.length);
}

function withEllipses(runs: readonly TextRun[], before: boolean, after: boolean): TextRun[] {
  const framed = [...runs];
  if (before) framed.unshift({ text: ellipsis, hit: false });
  if (after) framed.push({ text: ellipsis, hit: false });
  return framed.reduce<TextRun[]>((joined, run) => {
    const last = joined.at(-1);
    if (last && !last.hit && !run.hit) joined[joined.length - 1] = { text: last.text + run.text, hit: false };
    else joined.push(run);
    return joined;
  }, []);
}

function bestWindow(folded: string, terms: readonly QueryTerm[]): TextRange {
  const places = terms.map((term) => findAll(folded, term, placesPerTerm));
  const anchors = places.flat().toSorted((a, b) => a.start - b.start);
  const [first] = anchors;
  if (first === undefined) return cutWindow(folded, { start: 0, end: 0 });
  let best = { anchor: first, found: 0 };
  for (const anchor of anchors) {
    const limit = anchor.start + widthAt(folded, anchor.start) * 0.75;
    const found = places.filter((own) => own.some((at) => at.start >= anchor.start && at.end <= limit)).length;
    if (found > best.found) best = { anchor, found };
    if (found === terms.length) break;
  }
  return cutWindow(folded, best.anchor);
}

function widthAt(folded: string, at: number): number {
  return classAt(folded, at) === charClass.han ? widths.han : widths.other;
}

/** A window that holds the anchor, a fifth of it before. */
function cutWindow(folded: string, anchor: TextRange): TextRange {
  const width = widthAt(folded, anchor.start);
  const wanted = Math.max(0, Math.min(anchor.start - Math.floor(width / 5), folded.length - width));
  const start = moveToCut(folded, wanted, 1, Math.min(anchor.start, wanted + edgeSlack));
  const reach = Math.min(folded.length, Math.max(start + width, anchor.end));
  const end = moveToCut(folded, reach, -1, Math.max(anchor.end, start, reach - edgeSlack));
  return { start, end };
}

/** The nearest place to cut from `at` in the given direction, `limit` at the furthest. */
function moveToCut(folded: string, at: number, step: 1 | -1, limit: number): number {
  // An endless word is cut too, but between its letters with their marks.
  for (const isGood of [isCut, isBetweenClusters]) {
    for (let index = at; step > 0 ? index <= limit : index >= limit; index += step) {
      if (isGood(folded, index)) return index;
    }
  }
  return limit;
}

/** Whether `index` does not split a surrogate pair, a letter from its marks or a Tibetan stack. */
function isBetweenClusters(folded: string, index: number): boolean {
  return !/^[\p{M}\u200d\udc00-\udfff]/u.test(folded.charAt(index));
}

/** Whether nothing is torn apart at `index`: no character, cluster, word or written syllable with its tsheg. */
function isCut(folded: string, index: number): boolean {
  if (index <= 0 || index >= folded.length) return true;
  const unit = folded.charCodeAt(index);
  if (unit >= 0xdc00 && unit <= 0xdfff) return false;
  const before = classBefore(folded, index);
  const after = classAt(folded, index);
  if (after === charClass.mark || after === charClass.tsheg) return false;
  if (folded[index] === '\u200d' || folded[index - 1] === '\u200d') return false;
  if (before === charClass.tibetan) return after !== charClass.tibetan;
  return !((before === charClass.word || before === charClass.mark) && after === charClass.word);
}
