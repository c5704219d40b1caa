import type { FilledSlots } from '../../shared/domain/call.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { Moment, MomentKind } from '../../shared/domain/moment.ts';
import { momentKinds } from '../../shared/domain/moment.ts';
import { viewLine } from '../../shared/script/line-view.ts';
import { findPhrases, makePhraseIndex, type PhraseIndex } from '../../shared/script/phrase-index.ts';
import type { BookEntry, ScriptBook } from '../../shared/script/script-book.ts';
import type { SlotValues } from '../../shared/script/slots.ts';
import { sayable, type ScriptContext } from '../../shared/script/suggest.ts';
import type { FoundLine, LineFinder } from '../features/phrases/line-finder.ts';
import type { PhraseStore } from '../features/phrases/phrase-store.ts';

const indexes = new WeakMap<ScriptBook, PhraseIndex>();

function indexOf(book: ScriptBook): PhraseIndex {
  const known = indexes.get(book) ?? makePhraseIndex(book);
  indexes.set(book, known);
  return known;
}

/** Puts the lines in order for the search while nobody waits: the first letter typed is answered as fast as the others. */
export function prepareFinder(phrases: PhraseStore): void {
  phrases.subscribe(({ book }, before) => {
    if (book !== before.book) requestIdleCallback(() => indexOf(book));
  });
}

/** Moments that a query finds in any language, those of this one first. */
export function findMoments(book: ScriptBook, query: string, lang: CallerLanguage): Moment[] {
  return findPhrases(indexOf(book), query, lang).map(({ moment }) => moment);
}

/** More than that nobody reads: he types another letter. */
const shownHits = 30;

/** Every line of the book in the language of the call, whether the call is there or not. Works only when asked. */
export function lineFinder(
  book: ScriptBook,
  context: ScriptContext,
  values: SlotValues,
  filled: FilledSlots | undefined,
): LineFinder {
  const lang = context.language ?? 'zh-Hans';
  let mayBeSaid: ReturnType<typeof sayable> | undefined;
  const show = (entry: BookEntry): FoundLine => {
    mayBeSaid ??= sayable(book, context);
    const { moment, phrase, mandarin } = entry;
    const view = viewLine({ moment, lang, phrase, mandarin, reason: { code: 'other' } }, values, {
      ...context,
      filled,
    });
    return { view, isSayable: mayBeSaid(entry) };
  };
  const sayableFirst = (lines: readonly FoundLine[]): FoundLine[] =>
    [...lines].sort((a, b) => Number(b.isSayable) - Number(a.isSayable));
  return {
    search(query) {
      const entries = new Map(book.entries(lang).map((entry) => [entry.moment.id, entry]));
      const hits = findPhrases(indexOf(book), query, lang).slice(0, shownHits);
      return sayableFirst(hits.flatMap(({ moment }) => entries.get(moment.id) ?? []).map(show));
    },
    kinds: () => {
      const counts = new Map<MomentKind, number>();
      for (const { moment } of book.entries(lang)) counts.set(moment.kind, (counts.get(moment.kind) ?? 0) + 1);
      return momentKinds.flatMap((kind) => {
        const count = counts.get(kind);
        return count === undefined ? [] : [{ kind, count }];
      });
    },
    linesOf: (kind) =>
      book
        .entries(lang)
        .filter(({ moment }) => moment.kind === kind)
        .map(show),
  };
}
