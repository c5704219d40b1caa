import { sequenceDiff } from './sequence-diff.ts';

/** A piece of a text, and whether the other text has it too. */
export interface DiffPiece {
  readonly text: string;
  readonly isChanged: boolean;
}

/** Slots, Tibetan syllables with what closes them, Chinese characters one by one, words, and whatever is between them. */
const unit = /\{\w*\}|[\u0f40-\u0fbc]+[\u0f0b-\u0f14]*|\p{Script=Han}|[\p{L}\p{M}\p{N}'’]+|\s+|[^]/gu;

/** Both texts in pieces, with the words marked that only one of them has (longest common subsequence). */
export function wordDiff(before: string, after: string): { before: DiffPiece[]; after: DiffPiece[] } {
  const result = { before: [] as DiffPiece[], after: [] as DiffPiece[] };
  for (const { kind, text } of sequenceDiff(before.match(unit) ?? [], after.match(unit) ?? [])) {
    if (kind !== 'new') add(result.before, text, kind === 'gone');
    if (kind !== 'gone') add(result.after, text, kind === 'new');
  }
  return result;
}

/** Neighbours of the same kind become one piece. */
function add(pieces: DiffPiece[], text: string, isChanged: boolean): void {
  const last = pieces.at(-1);
  if (last?.isChanged === isChanged) pieces[pieces.length - 1] = { text: last.text + text, isChanged };
  else pieces.push({ text, isChanged });
}
