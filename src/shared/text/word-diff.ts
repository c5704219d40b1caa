/** A piece of a text, and whether the other text has it too. */
export interface DiffPiece {
  readonly text: string;
  readonly isChanged: boolean;
}

/** Slots, Tibetan syllables with what closes them, Chinese characters one by one, words, and whatever is between them. */
const unit = /\{\w*\}|[\u0f40-\u0fbc]+[\u0f0b-\u0f14]*|\p{Script=Han}|[\p{L}\p{M}\p{N}'’]+|\s+|[^]/gu;

/** Both texts in pieces, with the words marked that only one of them has (longest common subsequence). */
export function wordDiff(before: string, after: string): { before: DiffPiece[]; after: DiffPiece[] } {
  const a = before.match(unit) ?? [];
  const b = after.match(unit) ?? [];
  const common = commonLengths(a, b);
  const result = { before: [] as DiffPiece[], after: [] as DiffPiece[] };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && a[i] === b[j]) {
      add(result.before, a[i++], false);
      add(result.after, b[j++], false);
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      add(result.before, a[i++], true);
    } else add(result.after, b[j++], true);
  }
  return result;
}

/** `[i][j]`: how many units a from i on and b from j on have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = rows[i] ?? new Uint16Array();
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
    }
  }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

/** Neighbours of the same kind become one piece. */
function add(pieces: DiffPiece[], text: string | undefined, isChanged: boolean): void {
  const last = pieces.at(-1);
  if (text === undefined) return;
  if (last?.isChanged === isChanged) pieces[pieces.length - 1] = { text: last.text + text, isChanged };
  else pieces.push({ text, isChanged });
}
