import type { Festival } from '../domain/festival.ts';
import type { Moment, MomentCondition } from '../domain/moment.ts';

/** What the conditions of a moment are held against. */
export interface FitFacts {
  readonly hour: number;
  readonly festival: Festival | undefined;
  readonly callsInTwoDays: number;
  readonly direction: 'inbound' | 'outbound';
  readonly errand?: MomentCondition['errand'] | undefined;
  readonly ticket?: { readonly dueAt?: number | undefined } | undefined;
  readonly waitedS?: number | undefined;
  readonly notices: readonly NonNullable<MomentCondition['notice']>[];
  readonly isClosed: boolean;
  readonly now: number;
}

interface Test {
  /** How much it says about a call that it holds: the sum decides between lines of one kind. */
  readonly weight: number;
  readonly holds: (wanted: never, facts: FitFacts) => boolean;
}

function test<K extends keyof MomentCondition>(
  weight: number,
  holds: (wanted: NonNullable<MomentCondition[K]>, facts: FitFacts) => boolean,
): Test {
  return { weight, holds };
}

const tests: { readonly [K in keyof MomentCondition]-?: Test } = {
  errand: test<'errand'>(32, (errand, facts) => facts.errand === errand),
  direction: test<'direction'>(16, (direction, facts) => facts.direction === direction),
  ticket: test<'ticket'>(
    8,
    (wanted, { ticket, now }) => ticket !== undefined && (wanted === 'open' || isOverdue(ticket, now)),
  ),
  notice: test<'notice'>(8, (kind, facts) => facts.notices.includes(kind)),
  closed: test<'closed'>(8, (isClosed, facts) => facts.isClosed === isClosed),
  returning: test<'returning'>(8, (isReturning, facts) => facts.callsInTwoDays >= 2 === isReturning),
  festival: test<'festival'>(4, (festival, facts) => facts.festival === festival),
  waitedS: test<'waitedS'>(2, (seconds, facts) => (facts.waitedS ?? 0) >= seconds),
  hours: test<'hours'>(1, ([from, to], { hour }) => from <= hour && hour < to),
};

export function isOverdue(ticket: { readonly dueAt?: number | undefined }, now: number): boolean {
  return ticket.dueAt !== undefined && ticket.dueAt < now;
}

/** One condition of a moment, with what it wants. */
export interface Condition {
  readonly weight: number;
  readonly holds: (facts: FitFacts) => boolean;
}

export function conditionsOf({ when }: Moment): Condition[] {
  return Object.entries(when ?? {}).flatMap(([name, wanted]): Condition[] => {
    if (wanted === undefined) return [];
    const { weight, holds } = tests[name as keyof MomentCondition];
    return [{ weight, holds: (facts) => holds(wanted as never, facts) }];
  });
}

/** How well a moment fits: 0 for one without conditions, more the more of them hold; undefined when one does not. */
export function fitOf(conditions: readonly Condition[], facts: FitFacts): number | undefined {
  let fit = 0;
  for (const { weight, holds } of conditions) {
    if (!holds(facts)) return undefined;
    fit += weight;
  }
  return fit;
}
