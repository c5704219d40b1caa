import { readPhraseId } from '../../shared/domain/phrase.ts';
import { viewLine, type LineView } from '../../shared/script/line-view.ts';
import { lineText, type SlotValues } from '../../shared/script/slots.ts';
import type { FilledSlots } from '../../shared/domain/call.ts';
import type { ScriptEffect, ScriptEvent } from '../../shared/script/flows/flow.ts';
import { stopLoss, type StopLoss } from '../../shared/script/flows/risk-callback.ts';
import type { ScriptState } from '../../shared/script/flows/script-state.ts';
import { readClock } from '../../shared/script/read-clock.ts';
import { effectsOf, suggest, type Advice, type ScriptContext } from '../../shared/script/suggest.ts';
import { choosePhrases, type Choice } from '../features/phrases/phrase-choice.ts';
import type { LineFinder } from '../features/phrases/line-finder.ts';
import type { SaidLine } from '../features/phrases/said-list.tsx';
import { momentOf } from './moment-of.ts';
import { lineFinder } from './phrase-finder.ts';
import { scriptContext, slotValues, type ScriptInput } from './script-context.ts';

/** The words of one call: what to say now and next, and what was said. */
export interface CallWords {
  readonly choice: Choice;
  /** Why the words are not in the caller's language. */
  readonly note: Advice['note'];
  /** Every line, for the agent to look for. */
  readonly finder: LineFinder;
  /** Where the flows stand. */
  readonly script: ScriptState;
  readonly effectsOf: (event: ScriptEvent) => readonly ScriptEffect[];
  /** The clock of a risk call at a time; undefined while the time of the transfer is not known. */
  readonly stopLossAt: ((now: number) => StopLoss) | undefined;
  readonly said: readonly SaidLine[];
  /** The line on top as one text, for a caller who still waits. */
  readonly first: { readonly text: string; readonly lang: LineView['lang'] } | undefined;
}

export function callWords(input: ScriptInput): CallWords {
  const context = scriptContext(input);
  const values = slotValues(input, context);
  const advice = suggest(input.book, context);
  const filled = input.call?.state.slots;
  const options = { ...context, filled };
  const choice = choosePhrases(advice, values, options);
  const large = choice.now?.large;
  return {
    choice,
    note: advice.note,
    finder: lineFinder(input.book, context, values, filled),
    script: advice.state,
    stopLossAt: stopLossOf(context, filled, input.call?.state.facts.errand?.alarm?.transferAt),
    effectsOf: (event) => effectsOf(context, event),
    said: saidLines(input, values, options),
    first: large && { text: lineText(large.segments), lang: large.lang },
  };
}

/** `alarmAt`: when the money left, as the alarm says; else the caller told it and the agent wrote it down. */
function stopLossOf(
  { log, now }: ScriptContext,
  filled: FilledSlots | undefined,
  alarmAt: number | undefined,
): CallWords['stopLossAt'] {
  const transferAt = alarmAt ?? readClock(filled?.transferTime?.text ?? '', now);
  return transferAt === undefined ? undefined : (at) => stopLoss(transferAt, log, at);
}

function saidLines(
  { call, book }: ScriptInput,
  values: SlotValues,
  context: ScriptContext & { filled: FilledSlots | undefined },
): SaidLine[] {
  return (call?.state.said ?? []).flatMap(({ phraseId, at }): SaidLine[] => {
    const moment = momentOf(book, phraseId);
    const lang = readPhraseId(phraseId)?.lang;
    if (!moment || !lang) return [];
    const words = { phrase: book.line(lang, moment.id), mandarin: book.line('zh-Hans', moment.id) };
    const { large } = viewLine({ moment, lang, ...words, reason: { code: 'other' } }, values, context);
    return [{ phraseId, kind: moment.kind, text: lineText(large.segments), lang: large.lang, at }];
  });
}
