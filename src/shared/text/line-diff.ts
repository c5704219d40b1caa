import { sequenceDiff, type DiffItem } from './sequence-diff.ts';

/** Beyond this a text counts as written anew: comparing takes the square of it. */
const mostLines = 800;

/** Two versions of a text line by line, in reading order, what went before what came. */
export function lineDiff(before: string, after: string): DiffItem[] {
  const a = before.split('\n');
  const b = after.split('\n');
  if (a.length <= mostLines && b.length <= mostLines) return sequenceDiff(a, b);
  const all = (lines: readonly string[], kind: DiffItem['kind']): DiffItem[] => lines.map((text) => ({ kind, text }));
  return before === after ? all(b, 'same') : [...all(a, 'gone'), ...all(b, 'new')];
}
