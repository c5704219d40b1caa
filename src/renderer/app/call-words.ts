import { readPhraseId } from '../../shared/domain/phrase.ts';
import { viewLine, type LineView } from '../../shared/script/line-view.ts';
import { lineText, type SlotValues } from '../../shared/script/slots.ts';
import { suggest, type ScriptContext } from '../../shared/script/suggest.ts';
import { choosePhrases, type Choice } from '../features/phrases/phrase-choice.ts';
import type { LineFinder } from '../features/phrases/line-finder.ts';
import type { SaidLine } from '../features/phrases/said-list.tsx';
import { momentOf } from './moment-of.ts';
import { lineFinder } from './phrase-finder.ts';
import { scriptContext, slotValues, type ScriptInput } from './script-context.ts';

/** The words of one call: what to say now and next, and what was said. */
export interface CallWords {
  readonly choice: Choice;
  /** Every line, for the agent to look for. */
  readonly finder: LineFinder;
  readonly said: readonly SaidLine[];
  /** The line on top as one text, for a caller who still waits. */
  readonly first: { readonly text: string; readonly lang: LineView['lang'] } | undefined;
}

export function callWords(input: ScriptInput): CallWords {
  const context = scriptContext(input);
  const values = slotValues(input, context);
  const advice = suggest(input.book, context);
  const choice = choosePhrases(advice, values, context);
  const large = choice.now?.large;
  return {
    choice,
    finder: lineFinder(input.book, context, values),
    said: saidLines(input, values, context),
    first: large && { text: lineText(large.segments), lang: large.lang },
  };
}

function saidLines({ call, book }: ScriptInput, values: SlotValues, context: ScriptContext): SaidLine[] {
  return (call?.state.said ?? []).flatMap(({ phraseId, at }): SaidLine[] => {
    const moment = momentOf(book, phraseId);
    const lang = readPhraseId(phraseId)?.lang;
    if (!moment || !lang) return [];
    const words = { phrase: book.line(lang, moment.id), mandarin: book.line('zh-Hans', moment.id) };
    const { large } = viewLine({ moment, lang, ...words, reason: { code: 'other' } }, values, context);
    return [{ phraseId, kind: moment.kind, text: lineText(large.segments), lang: large.lang, at }];
  });
}
