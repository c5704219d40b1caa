export interface LineOfDiff {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Beyond this a text counts as written anew: comparing takes the square of it. */
const mostLines = 800;

/** Two versions of a text line by line, in reading order, what went before what came. */
export function lineDiff(before: string, after: string): LineOfDiff[] {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length > mostLines || b.length > mostLines) {
    const all = (lines: readonly string[], kind: 'gone' | 'new'): LineOfDiff[] => lines.map((text) => ({ kind, text }));
    return before === after ? b.map((text) => ({ kind: 'same', text })) : [...all(a, 'gone'), ...all(b, 'new')];
  }
  const common = commonLengths(a, b);
  const lines: LineOfDiff[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'gone', text: a[i] ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'new', text: b[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** `[i][j]`: how many lines a from i on and b from j on have in common. */
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
