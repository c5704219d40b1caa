import type { TextRun } from '../domain/article.ts';
import { findAll, type TextRange } from './find-term.ts';
import { foldText, originalRange, type FoldedText } from './fold-text.ts';
import type { QueryTerm } from './query-terms.ts';

// More marks than that in one title or snippet say nothing more and only cost time.
const maxRangesPerTerm = 200;

/** The text in runs, what the terms found marked. Joined, the runs are the text. Empty for an empty text. */
export function highlight(text: string, terms: readonly QueryTerm[]): TextRun[] {
  const folded = foldText(text);
  return runsOf(text, hitRanges(folded, terms));
}

/** Ranges of the original that the terms found, sorted, merged where they touch; `window` is one of the folded text. */
export function hitRanges(folded: FoldedText, terms: readonly QueryTerm[], window?: TextRange): TextRange[] {
  return mergeRanges(
    terms
      .flatMap((term) => findAll(folded.text, term, maxRangesPerTerm, window))
      .map((range) => originalRange(folded, range.start, range.end)),
  );
}

/** Cuts a text into runs by sorted, disjoint ranges of it. */
export function runsOf(text: string, ranges: readonly TextRange[]): TextRun[] {
  const runs: TextRun[] = [];
  let at = 0;
  for (const range of ranges) {
    if (range.start > at) runs.push({ text: text.slice(at, range.start), hit: false });
    runs.push({ text: text.slice(range.start, range.end), hit: true });
    at = range.end;
  }
  if (at < text.length) runs.push({ text: text.slice(at), hit: false });
  return runs;
}

function mergeRanges(ranges: readonly TextRange[]): TextRange[] {
  const merged: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push(range);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return merged;
}
