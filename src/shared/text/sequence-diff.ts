/** `gone`: only the first sequence has it, `new`: only the second. */
export interface DiffItem {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/**
 * Two sequences side by side by their longest common subsequence, in order, what went before what came. Takes time and
 * room by the product of their lengths, which may be at most 65,535 each.
 */
export function sequenceDiff(a: readonly string[], b: readonly string[]): DiffItem[] {
  const common = commonLengths(a, b);
  const items: DiffItem[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      items.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(common, i + 1, j) >= at(common, i, j + 1))) {
      items.push({ kind: 'gone', text: a[i] ?? '' });
      i += 1;
    } else {
      items.push({ kind: 'new', text: b[j] ?? '' });
      j += 1;
    }
  }
  return items;
}

/** `[i][j]`: how many items a from i on and b from j on have in common. */
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
