import type { LineView } from '../../../shared/script/line-view.ts';
import type { Choice } from './phrase-choice.ts';

/**
 * What is to be said now, in the places where it stood when the agent reached for it: every line stays where it is, with what
 * is known by now; what comes to it stands below. A line that is not to be said any more stays until he lets go.
 */
export function steadyChoice(held: Choice, choice: Choice): Choice {
  if (!held.now || !choice.now) return choice;
  const known = new Map<string, LineView>();
  for (const view of [choice.now, ...choice.next]) known.set(view.moment, view);
  const later = new Map(choice.more.map((line) => [line.moment.id, line]));
  const asNow = (view: LineView): LineView => {
    const line = later.get(view.moment);
    return known.get(view.moment) ?? (line ? choice.show(line) : view);
  };
  const shown = new Set([held.now, ...held.next].map((view) => view.moment));
  const added = [choice.now, ...choice.next].filter((view) => !shown.has(view.moment));
  return {
    ...choice,
    now: asNow(held.now),
    next: [...held.next.map(asNow), ...added],
    more: choice.more.filter((line) => !shown.has(line.moment.id)),
  };
}
