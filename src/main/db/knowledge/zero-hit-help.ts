import type { InsteadQuery } from '../../../shared/domain/article.ts';
import { respelled, shorterQueries, soundAlikes } from '../../../shared/text/query-variants.ts';
import { phrase } from './match-expression.ts';
import { foldText } from '../../../shared/text/fold-text.ts';
import { spellPinyin } from './title-sounds.ts';
import { inWords, type Expression } from './two-table-expression.ts';

export interface Probe {
  /** Articles that the query finds, counted up to `countedMax`. */
  readonly count: (query: string) => number;
  /** Whether any article fits an expression; far cheaper. */
  readonly isThere: (expression: Expression) => boolean;
}

/** More are not counted. */
export const countedMax = 100;
const shownMax = 3;
const ofOneKind = 2;
/** Searches of one kind that are tried. */
const triedMax = 16;
/** Words whose other spellings are looked for. */
const wordsRespelled = 2;
const latinWord = /^[a-z]+$/i;
const hanOnly = /^\p{Script=Han}{2,12}$/u;

/** What would find something where the query finds nothing, each with how much it is. */
export function helpFor(query: string, probe: Probe): InsteadQuery[] {
  const found: InsteadQuery[] = [];
  const seen = new Set<string>();
  const tryAll = (kind: InsteadQuery['kind'], queries: Iterable<string>): void => {
    let tried = 0;
    let ofThis = 0;
    for (const other of queries) {
      if (found.length >= shownMax || ofThis >= ofOneKind || tried >= triedMax) return;
      if (seen.has(other)) continue;
      seen.add(other);
      tried += 1;
      const count = probe.count(other);
      if (count === 0) continue;
      ofThis += 1;
      found.push({ kind, query: other, count });
    }
  };
  tryAll('spelling', spellings(query, probe));
  tryAll('sound', soundsOf(query));
  // Half a word says little beside the word as it was meant.
  if (found.length === 0 || !latinWord.test(query.trim())) tryAll('shorter', shorterQueries(query));
  return found;
}

/** The query with one of its words as some article spells it. */
function* spellings(query: string, { isThere }: Probe): Generator<string> {
  const words = query.trim().split(/\s+/u).slice(0, 8);
  let done = 0;
  for (const [at, word] of words.entries()) {
    const others = respelled(word);
    if (others.length === 0 || isThere(inWords(phrase([foldText(word).text])))) continue;
    if (++done > wordsRespelled) return;
    for (const other of others) if (isThere(inWords(phrase([other])))) yield words.with(at, other).join(' ');
  }
}

function* soundsOf(query: string): Generator<string> {
  yield* soundAlikes(query);
  const typed = query.trim();
  // Letters of a sound changed round, or one too many.
  yield* respelled(typed).slice(0, 2 * typed.length - 1);
  // Other characters of the same sound: 停店 for 停电.
  if (hanOnly.test(typed)) yield spellPinyin(typed).join(' ');
}
