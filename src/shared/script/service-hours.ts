import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'clock' });

/** When a centre, or one of its queues, serves callers, by the clock of the desk; several entries add up. */
export const serviceHoursSchema = z.object({
  /** Of the exchange; absent for every queue that has no hours of its own. */
  queue: z.string().min(1).max(80).optional(),
  /** 1 is Monday, 7 Sunday. */
  days: z.array(z.number().int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  from: clock,
  until: clock,
});
export type ServiceHours = z.infer<typeof serviceHoursSchema>;

export interface Service {
  readonly isClosed: boolean;
  /** The span of today that goes on or comes next, else the first of the day that is next served, UTC epoch ms. */
  readonly span: { readonly from: number; readonly until: number } | undefined;
}

/** Where a centre sets no hours it never closes. */
export function serviceAt(hours: readonly ServiceHours[], queue: string | undefined, now: number): Service {
  const own = hours.filter((entry) => entry.queue !== undefined && entry.queue === queue);
  const inForce = own.length > 0 ? own : hours.filter((entry) => entry.queue === undefined);
  if (inForce.length === 0) return { isClosed: false, span: undefined };
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const spans = spansOf(inForce, now, ahead);
    const span = spans.find(({ until }) => until > now);
    if (span) return { isClosed: span.from > now, span };
  }
  return { isClosed: true, span: undefined };
}

function spansOf(hours: readonly ServiceHours[], now: number, ahead: number): { from: number; until: number }[] {
  const midnight = new Date(now);
  midnight.setHours(0, 0, 0, 0);
  midnight.setDate(midnight.getDate() + ahead);
  const day = midnight.getDay() === 0 ? 7 : midnight.getDay();
  const at = (time: string): number => {
    const [hour = '0', minute = '0'] = time.split(':');
    return new Date(midnight).setHours(Number(hour), Number(minute));
  };
  return hours
    .filter(({ days }) => days.includes(day))
    .map(({ from, until }) => ({ from: at(from), until: at(until) }))
    .filter(({ from, until }) => until > from)
    .sort((a, b) => a.from - b.from);
}
