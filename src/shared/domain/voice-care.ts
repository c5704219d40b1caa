import { z } from 'zod';
import { nudgeMemorySchema } from '../care/rest-nudge.ts';
import { stretchSchema } from '../care/stretches.ts';

/** Minutes of talk in one call, after which the agent is told. */
export const talkLimits = { min: 1, max: 240 } as const;
/** Minutes of talk without a pause, after which he is nudged to rest. */
export const nudgeLimits = { min: 15, max: 180, usual: 45 } as const;

/** How one agent has the care for his voice, where he has it another way than the desk. */
export const careChoiceSchema = z.object({
  /** The talk time of the day; there unless he switched it off. */
  isTalkShown: z.boolean().optional(),
  /** Told of a long talk; on unless he switched it off. */
  isTalkTimed: z.boolean().optional(),
  /** His own limit of a talk; else the centre's, where it has one. */
  talkLimitMin: z.number().int().min(talkLimits.min).max(talkLimits.max).optional(),
  /** On unless he switched it off. */
  isNudged: z.boolean().optional(),
  nudgeAfterMin: z.number().int().min(nudgeLimits.min).max(nudgeLimits.max).optional(),
});
export type CareChoice = z.infer<typeof careChoiceSchema>;

/** Minutes after which a talk counts as long; undefined where nobody asks. */
export function talkLimitOf(choice: CareChoice, ofCentre: number | undefined): number | undefined {
  return choice.isTalkTimed === false ? undefined : (choice.talkLimitMin ?? ofCentre);
}

/** What the agent's seat knows of his talking: stretches in order without overlaps, and the last nudge. */
export const talkBookSchema = z.object({ stretches: z.array(stretchSchema), nudge: nudgeMemorySchema });
export type TalkBook = z.infer<typeof talkBookSchema>;
