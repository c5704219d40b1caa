/** How a promise stands: past its time, close to it, or with time left. */
export type DueLevel = 'overdue' | 'near' | 'ahead';

/** Less than this is near for any promise, ms. */
const nearMs = 30 * 60_000;
/** Of a long promise the last part of it is near. */
const nearPart = 0.1;

/** `dueAt`, `since` (when the promise was given) and `now` in UTC epoch ms. */
export function dueLevel(dueAt: number, since: number, now: number): DueLevel {
  const left = dueAt - now;
  if (left < 0) return 'overdue';
  return left < Math.max(nearMs, (dueAt - since) * nearPart) ? 'near' : 'ahead';
}
