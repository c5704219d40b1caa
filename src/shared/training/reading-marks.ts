import { z } from 'zod';

/** What a reader can do to a text besides reading it. */
export const markKinds = ['misread', 'dropped', 'added'] as const;
export type MarkKind = (typeof markKinds)[number];

/** A text has fewer units than this. */
export const maxUnits = 2000;
const maxAdded = 20;

/** One thing that the listener heard at a unit of the text, counted from 0. */
export const readingMarkSchema = z.strictObject({
  at: z
    .number()
    .int()
    .min(0)
    .max(maxUnits - 1),
  kind: z.enum(markKinds),
  /** Units that were said on top after this one; 1 for the other kinds. */
  count: z.number().int().min(1).max(maxAdded),
});
export type ReadingMark = z.infer<typeof readingMarkSchema>;

/** In the order of the text. */
export const readingMarksSchema = z.array(readingMarkSchema).max(maxUnits).readonly();

/**
 * Pure. A unit is misread or dropped, never both, and the same mark again takes it away; each `added` is one more unit
 * that was said after it, and after the most there can be it begins anew.
 */
export function withMark(marks: readonly ReadingMark[], at: number, kind: MarkKind): ReadingMark[] {
  const here = marks.filter((mark) => mark.at === at);
  const others = marks.filter((mark) => mark.at !== at);
  const same = here.find((mark) => mark.kind === kind);
  const kept = here.filter((mark) => (kind === 'added' ? mark.kind !== 'added' : mark.kind === 'added'));
  const count = kind === 'added' ? (same?.count ?? 0) + 1 : 1;
  const isTakenAway = kind === 'added' ? count > maxAdded : same !== undefined;
  return inOrder([...others, ...kept, ...(isTakenAway ? [] : [{ at, kind, count }])]);
}

/** Pure. Nothing is said against this unit any more. */
export function withoutMarks(marks: readonly ReadingMark[], at: number): ReadingMark[] {
  return marks.filter((mark) => mark.at !== at);
}

function inOrder(marks: readonly ReadingMark[]): ReadingMark[] {
  return marks.toSorted((a, b) => a.at - b.at || markKinds.indexOf(a.kind) - markKinds.indexOf(b.kind));
}
