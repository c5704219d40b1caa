import { z } from 'zod';

/** From one moment up to another, UTC epoch ms. */
export const stretchSchema = z.object({ from: z.number().int(), to: z.number().int() });
export type Stretch = Readonly<z.infer<typeof stretchSchema>>;

/** The same time in order and without overlaps: what lies in several of them is there once. Those without a length are left out. */
export function unionOf(stretches: readonly Stretch[]): Stretch[] {
  const union: Stretch[] = [];
  const sorted = stretches.filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (last && from <= last.to) union[union.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else union.push({ from, to });
  }
  return union;
}

/** What is left of a stretch when others are taken out of it; in order. */
export function without({ from, to }: Stretch, taken: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  let begin = from;
  for (const hole of unionOf(taken)) {
    left.push({ from: begin, to: Math.min(hole.from, to) });
    begin = Math.max(begin, hole.to);
  }
  return [...left, { from: begin, to }].filter((rest) => rest.to > rest.from);
}

/** How much of the time from one moment up to another lies in any of the stretches, ms. */
export function msWithin(stretches: readonly Stretch[], { from, to }: Stretch): number {
  const lengths = unionOf(stretches).map((stretch) => Math.min(stretch.to, to) - Math.max(stretch.from, from));
  return lengths.reduce((sum, length) => sum + Math.max(0, length), 0);
}
