import type { CallState } from '../../shared/call/call-state.ts';
import type { ScriptEvent } from '../../shared/script/flows/flow.ts';
import type { ScriptBook } from '../../shared/script/script-book.ts';
import { momentOf } from './moment-of.ts';

/** What was said in a call and what else its words follow from, in the order in which it happened. */
export function markedLog({ said, marks = [] }: CallState, book: ScriptBook): ScriptEvent[] {
  const lines = said.flatMap(({ phraseId, at }): ScriptEvent[] => {
    const moment = momentOf(book, phraseId);
    return moment ? [{ type: 'said', moment: moment.id, kind: moment.kind, at }] : [];
  });
  return marks.length === 0 ? lines : [...lines, ...marks].sort((a, b) => a.at - b.at);
}
