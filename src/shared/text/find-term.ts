import { charClass, classAt, classBefore } from './char-class.ts';
import type { QueryTerm } from './query-terms.ts';
import { tibetanRun } from './segment.ts';
import { splitParticles, withAttachedParticles } from './tibetan-syllables.ts';

/** Half-open range in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Next place in a folded text, at or after `from`, where the index would find the term. Words and Tibetan syllables are
 * covered as a whole, so that a range never ends inside one.
 */
export function findTerm(folded: string, term: QueryTerm, from: number): TextRange | undefined {
  switch (term.kind) {
    case 'han':
      return findHan(folded, term.text, from);
    case 'word':
      return findWord(folded, term, from);
    case 'tibetan':
      return findTibetan(folded, term, from);
  }
}

/** Up to `limit` places of the term that lie within the window, from the left. */
export function findAll(folded: string, term: QueryTerm, limit: number, window?: TextRange): TextRange[] {
  const ranges: TextRange[] = [];
  let at = window?.start ?? 0;
  while (ranges.length < limit) {
    const range = findTerm(folded, term, at);
    if (range === undefined || (window && range.end > window.end)) break;
    ranges.push(range);
    // Han matches may overlap: 电电 twice in 电电电. The others cover whole words.
    at = term.kind === 'han' ? range.start + 1 : range.end;
  }
  return ranges;
}

function findHan(folded: string, text: string, from: number): TextRange | undefined {
  const start = folded.indexOf(text, from);
  return start < 0 ? undefined : { start, end: start + text.length };
}

function findWord(folded: string, term: WordTerm, from: number): TextRange | undefined {
  for (let at = folded.indexOf(term.text, from); at >= 0; at = folded.indexOf(term.text, at + 1)) {
    if (!isWordStart(folded, at)) continue;
    const end = wordEnd(folded, at);
    if (term.isPrefix || end - at === term.text.length) return { start: at, end };
  }
  return undefined;
}

/** No word reaches `at` from the left; marks alone are no word. */
function isWordStart(folded: string, at: number): boolean {
  let index = at;
  while (classBefore(folded, index) === charClass.mark) index--;
  return classBefore(folded, index) !== charClass.word;
}

function wordEnd(folded: string, at: number): number {
  let end = at;
  for (
    let kind = classAt(folded, end);
    kind === charClass.word || kind === charClass.mark;
    kind = classAt(folded, end)
  ) {
    end += (folded.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return end;
}

function findTibetan(folded: string, term: TibetanTerm, from: number): TextRange | undefined {
  const [first = ''] = term.parts;
  const isLastPart = lastPartTest(term);
  let at = folded.indexOf(first, from);
  while (at >= 0) {
    const start = partStart(folded, at, first);
    if (start === undefined) {
      at = folded.indexOf(first, at + 1);
      continue;
    }
    const { syllables } = tibetanRun(folded, start, term.parts.length + 1);
    const parts = syllables.flatMap((syllable) => syllable.parts.map((part) => ({ part, end: syllable.end })));
    const offsets = syllables[0]?.parts.length ?? 0;
    for (let offset = 0; offset < offsets; offset++) {
      const last = parts[offset + term.parts.length - 1];
      if (last === undefined || !isLastPart(last.part)) continue;
      if (term.parts.slice(0, -1).every((part, index) => parts[offset + index]?.part === part))
        return { start, end: last.end };
    }
    at = folded.indexOf(first, Math.max(at + 1, syllables[0]?.end ?? 0));
  }
  return undefined;
}

/** Start of the written syllable that has a part beginning at `at`; only particles begin in its middle. */
function partStart(folded: string, at: number, part: string): number | undefined {
  let start = at;
  while (classBefore(folded, start) === charClass.tibetan) start--;
  return start === at || splitParticles(`\u0f40${part}`).length > 1 ? start : undefined;
}

type WordTerm = QueryTerm & { kind: 'word' };
type TibetanTerm = QueryTerm & { kind: 'tibetan' };

function lastPartTest(term: TibetanTerm): (part: string) => boolean {
  const last = term.parts.at(-1) ?? '';
  if (term.isPrefix) return (part) => part.startsWith(last);
  const forms = term.isOpen ? withAttachedParticles(last) : [last];
  return (part) => forms.includes(part);
}
