/** A question that may be drawn, and what it is about. */
export interface DrawnFrom {
  readonly text: string;
  readonly area: string;
}

/**
 * Questions by lot, fairly over the areas: none has two more than another as long as both have any. What somebody `had`
 * last time comes only where there is nothing else.
 * @param random 0 ≤ x < 1
 */
export function drawExam(
  pool: readonly DrawnFrom[],
  count: number,
  had: ReadonlySet<string>,
  random: () => number,
): string[] {
  const fresh = draw(
    pool.filter(({ text }) => !had.has(text)),
    count,
    random,
  );
  const again = draw(
    pool.filter(({ text }) => had.has(text)),
    count - fresh.length,
    random,
  );
  return [...fresh, ...again];
}

function draw(pool: readonly DrawnFrom[], count: number, random: () => number): string[] {
  const areas = shuffled([...new Set(pool.map(({ area }) => area))], random).map((area) =>
    shuffled(
      pool.filter((each) => each.area === area),
      random,
    ),
  );
  const rounds = Math.max(0, ...areas.map(({ length }) => length));
  const turns = Array.from({ length: rounds }, (_, round) => areas.flatMap((area) => area[round] ?? []));
  return turns
    .flat()
    .slice(0, Math.max(0, count))
    .map(({ text }) => text);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
