import { z } from 'zod';
import { unionOf, type Stretch } from './stretches.ts';

const minuteMs = 60_000;

/** The pace of the nudge to drink and rest, ms. */
export const nudgeRule = {
  /** So long without talking, the voice has rested. */
  pauseMs: 10 * minuteMs,
  /** It stands there between calls for so long, then it goes by itself. */
  standsMs: 10 * minuteMs,
  /** Between two of them, however the first one went away. */
  everyMs: 30 * minuteMs,
  putOffMs: 15 * minuteMs,
} as const;

/** What an agent was told and what he said to it; UTC epoch ms. */
export const nudgeMemorySchema = z.object({
  /** When the last nudge came. */
  shownAt: z.number().int().optional(),
  /** He wants none before that. */
  quietUntil: z.number().int().optional(),
});
export type NudgeMemory = Readonly<z.infer<typeof nudgeMemorySchema>>;

export interface NudgeFacts {
  /** When he talked. */
  readonly stretches: readonly Stretch[];
  /** Of talk without a pause, after which he is nudged, ms. */
  readonly limitMs: number;
  /** Neither a call nor its record is on the desk, and he has no break. */
  readonly isFree: boolean;
  readonly now: number;
}

/** How long he has talked since he last did not for the length of a pause, ms. */
export function talkSincePause(stretches: readonly Stretch[], now: number): number {
  let talked = 0;
  let silentFrom = now;
  for (const { from, to } of unionOf(stretches).toReversed()) {
    const end = Math.min(to, now);
    if (end <= from) continue;
    if (silentFrom - end >= nudgeRule.pauseMs) break;
    talked += end - from;
    silentFrom = from;
  }
  return talked;
}

/**
 * Whether the nudge is there now: `comes` anew, to be remembered, or `stands` since then.
 *
 *   none ── talked long, free, not quiet ──► comes ──► stands ── ten minutes, a pause, an answer ──► none (half an hour)
 *
 * What is remembered of a time to come counts for nothing: the clock was set back.
 */
export function restNudge(
  memory: NudgeMemory,
  { stretches, limitMs, isFree, now }: NudgeFacts,
): 'none' | 'comes' | 'stands' {
  if (!isFree || talkSincePause(stretches, now) < limitMs) return 'none';
  const { shownAt, quietUntil = now } = memory;
  if (quietUntil > now && quietUntil <= now + nudgeRule.everyMs) return 'none';
  if (shownAt === undefined || shownAt > now || now - shownAt >= nudgeRule.everyMs) return 'comes';
  return now - shownAt < nudgeRule.standsMs ? 'stands' : 'none';
}

/** He has seen it, or rests: no more of it for a while. */
export function nudgeHeeded(memory: NudgeMemory, now: number): NudgeMemory {
  return { ...memory, quietUntil: now + nudgeRule.everyMs };
}

/** It comes again soon, if he talks on. */
export function nudgePutOff(now: number): NudgeMemory {
  return { quietUntil: now + nudgeRule.putOffMs };
}
