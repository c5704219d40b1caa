/** Longer than this is more than a search takes as one thing. */
const longestClue = 16;

export interface CallClues {
  /** What the agent writes in the ticket. */
  readonly description: string;
  /** Name of the sub-type that he chose. */
  readonly subType: string | undefined;
  /** What the exchange calls the queue. */
  readonly queue: string | undefined;
}

/**
 * What a running call may be about, in words to search for, the surest first: what was written last, the sub-type, the
 * queue. Of the text only the end of the last clause counts, since nobody asks in whole sentences.
 */
export function callClues({ description, subType, queue }: CallClues): string[] {
  const clauses = description.split(/[\n。，,.;；、！？!?：:།]+/u).map((clause) => clause.trim());
  const last = clauses.findLast((clause) => Array.from(clause).length >= 2) ?? '';
  const clues = [tailOf(last), subType ?? '', (queue ?? '').replace(/(?:队列|隊列|queue)$/iu, '')];
  return [...new Set(clues.map((clue) => clue.trim()).filter((clue) => clue !== ''))];
}

/** Whole words where the writing has blanks, the last characters where it has none. */
function tailOf(clause: string): string {
  const words = clause.split(/\s+/u);
  if (words.length > 1) return words.slice(-4).join(' ').slice(-60);
  return Array.from(clause).slice(-longestClue).join('');
}
