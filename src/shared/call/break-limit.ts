import { z } from 'zod';
import type { AgentState } from './agent-state.ts';

const minutes = z.number().int().min(1).max(600).optional();

/** 小休: how long each kind of break may take, in minutes; a kind that is not named has no limit. */
export const breakRuleSchema = z.object({
  minutes: z
    .object({ meal: minutes, rest: minutes, meeting: minutes, training: minutes, coaching: minutes })
    .default({}),
  /** So long over the limit, the mark gets loud. */
  loudAfterMinutes: z.number().int().min(0).max(600).default(5),
});
export type BreakRule = z.infer<typeof breakRuleSchema>;

/** Where a break stands against its limit. `overMs` counts up from it. */
export type BreakMark =
  | { readonly kind: 'none' }
  | { readonly kind: 'within'; readonly leftMs: number }
  | { readonly kind: 'gentle'; readonly overMs: number }
  | { readonly kind: 'loud'; readonly overMs: number };

/** `at` in UTC epoch ms. Only a break can overrun. */
export function breakMark(agent: AgentState, rule: BreakRule, at: number): BreakMark {
  if (agent.kind !== 'BREAK') return { kind: 'none' };
  const limit = rule.minutes[agent.reason];
  if (limit === undefined) return { kind: 'none' };
  const overMs = at - agent.since - limit * 60_000;
  if (overMs < 0) return { kind: 'within', leftMs: -overMs };
  return { kind: overMs < rule.loudAfterMinutes * 60_000 ? 'gentle' : 'loud', overMs };
}
