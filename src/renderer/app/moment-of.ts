import type { Moment } from '../../shared/domain/moment.ts';
import { readPhraseId } from '../../shared/domain/phrase.ts';
import type { ScriptBook } from '../../shared/script/script-book.ts';

/** The moment of a line that was said; undefined for lines of packs that are no longer there. */
export function momentOf(book: ScriptBook, phraseId: string): Moment | undefined {
  const moment = readPhraseId(phraseId)?.moment;
  return moment === undefined ? undefined : book.moment(moment);
}
