import { drillFigures, type DrillResult } from './drill-result.ts';

/** The means of one week's drills; a figure is undefined where none of them has it. */
export interface DrillWeek {
  /** Monday 00:00 of the reader's own time, UTC epoch ms. */
  readonly start: number;
  readonly pace: number | undefined;
  /** 0–1. */
  readonly accuracy: number | undefined;
  /** dB of sound pressure. */
  readonly loudnessDb: number | undefined;
}

export interface WeekMean {
  /** Monday 00:00 of the reader's own time, UTC epoch ms. */
  readonly start: number;
  /** Undefined where nothing of the week has the figure. */
  readonly mean: number | undefined;
}

/** Monday 00:00 local time of the week that an instant lies in, UTC epoch ms. */
export function weekStart(at: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return day.getTime();
}

/** Pure: a figure by week, the last `weeks` weeks up to now, oldest first, those without anything as well. */
export function weekMeans<T extends { readonly to: number }>(
  results: readonly T[],
  figureOf: (result: T) => number | undefined,
  now: number,
  weeks: number,
): WeekMean[] {
  const figures = Map.groupBy(results, ({ to }) => weekStart(to));
  return Array.from({ length: weeks }, (_, week) => {
    const monday = new Date(weekStart(now));
    monday.setDate(monday.getDate() - 7 * (weeks - 1 - week));
    const start = monday.getTime();
    return { start, mean: mean((figures.get(start) ?? []).map(figureOf)) };
  });
}

/** Pure. Drills of one language: another one is counted in other units. */
export function drillWeeks(results: readonly DrillResult[], now: number, weeks: number): DrillWeek[] {
  const drills = results.map((result) => ({ to: result.to, figures: drillFigures(result) }));
  const pace = weekMeans(drills, ({ figures }) => figures.pace, now, weeks);
  const accuracy = weekMeans(drills, ({ figures }) => figures.accuracy, now, weeks);
  const loudness = weekMeans(drills, ({ figures }) => figures.loudnessDb, now, weeks);
  return pace.map(({ start, mean: paceMean }, week) => ({
    ...{ start, pace: paceMean, accuracy: accuracy[week]?.mean, loudnessDb: loudness[week]?.mean },
  }));
}

function mean(figures: readonly (number | undefined)[]): number | undefined {
  const known = figures.filter((figure) => figure !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, figure) => sum + figure, 0) / known.length;
}
