import { z } from 'zod';
import { assertNever } from '../assert-never.ts';

/** 话后处理: how long an agent may take over the record of a call, as the centre sets it. */
export const wrapUpRuleSchema = z.object({
  /**
   * `none`: the record closes with the call. `timed`: when the time is over. `extendable`: so too, but one key gives
   * more. `untilDone`: when the agent says so.
   */
  mode: z.enum(['none', 'timed', 'extendable', 'untilDone']).default('untilDone'),
  seconds: z.number().int().min(5).max(3600).default(60),
  extendSeconds: z.number().int().min(5).max(3600).default(30),
});
export type WrapUpRule = z.infer<typeof wrapUpRuleSchema>;

/**
 * The time that one record has left.
 *
 *   untimed                                            (untilDone: nothing happens by itself)
 *
 *              paused                    time is up
 *   running ◄────────► paused     running ──────────► over      (timed, extendable)
 *      │  ▲   resumed
 *      └──┘ extendPressed
 *
 * While another call rings or is on the line the clock stands: nobody writes notes of one caller while talking to the
 * next. `over` is final. Times are UTC epoch ms; `leftMs` never grows but by an extension, whatever the clock does.
 */
export type WrapUpClock =
  | { readonly kind: 'untimed' }
  | { readonly kind: 'running'; readonly since: number; readonly leftMs: number }
  | { readonly kind: 'paused'; readonly leftMs: number }
  | { readonly kind: 'over' };

export type WrapUpEvent =
  | { readonly type: 'extendPressed'; readonly at: number }
  | { readonly type: 'paused'; readonly at: number }
  | { readonly type: 'resumed'; readonly at: number }
  /** Looks whether the time is up. */
  | { readonly type: 'ticked'; readonly at: number };

export function startWrapUp(rule: WrapUpRule, at: number): WrapUpClock {
  if (rule.mode === 'none') return { kind: 'over' };
  if (rule.mode === 'untilDone') return { kind: 'untimed' };
  return { kind: 'running', since: at, leftMs: rule.seconds * 1000 };
}

/** Pure. What does not fit the state is ignored. */
export function transitionWrapUp(rule: WrapUpRule, state: WrapUpClock, event: WrapUpEvent): WrapUpClock {
  if (state.kind === 'untimed' || state.kind === 'over') return state;
  switch (event.type) {
    case 'ticked':
      return state.kind === 'running' && leftMs(state, event.at) === 0 ? { kind: 'over' } : state;
    case 'paused':
      return state.kind === 'running' ? { kind: 'paused', leftMs: leftMs(state, event.at) } : state;
    case 'resumed':
      return state.kind === 'paused' ? { kind: 'running', since: event.at, leftMs: state.leftMs } : state;
    case 'extendPressed':
      return rule.mode === 'extendable' ? extended(state, rule.extendSeconds * 1000, event.at) : state;
    default:
      return assertNever(event);
  }
}

/** What is left of the time, 0 when it is up; undefined where there is no limit. */
export function wrapUpLeftMs(state: WrapUpClock, at: number): number | undefined {
  if (state.kind === 'untimed') return undefined;
  return state.kind === 'over' ? 0 : leftMs(state, at);
}

type Counting = Extract<WrapUpClock, { kind: 'running' | 'paused' }>;

function leftMs(state: Counting, at: number): number {
  if (state.kind === 'paused') return state.leftMs;
  return Math.max(0, state.leftMs - Math.max(0, at - state.since));
}

function extended(state: Counting, byMs: number, at: number): WrapUpClock {
  const left = leftMs(state, at) + byMs;
  return state.kind === 'paused' ? { kind: 'paused', leftMs: left } : { kind: 'running', since: at, leftMs: left };
}
