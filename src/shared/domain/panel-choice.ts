import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';
import { careChoiceSchema } from './voice-care.ts';
import { coachChoiceSchema } from './voice-coach.ts';

/** What the pace of a language is counted in. */
export const paceUnits = ['characters', 'syllables', 'words'] as const;
export type PaceUnit = (typeof paceUnits)[number];

export const paceLimits = { min: 60, max: 400, step: 10 } as const;
export const promptSizes = { min: 1, max: 5, usual: 2 } as const;

/** How one agent has the script panel, where he has it another way than the desk. */
export const panelChoiceSchema = z.object({
  /** Whether lines in a language stand side by side with their meaning and their sound. */
  sideBySide: z.partialRecord(callerLanguageSchema, z.boolean()).optional(),
  /** Whether practice calls have the teleprompter; a live call has it only when it was switched on in that call. */
  isPromptedInDrills: z.boolean().optional(),
  /** Of the teleprompter's letters. */
  promptSize: z.number().int().min(promptSizes.min).max(promptSizes.max).optional(),
  /** Units a minute. */
  pace: z.partialRecord(z.enum(paceUnits), z.number().int().min(paceLimits.min).max(paceLimits.max)).optional(),
  coach: coachChoiceSchema.optional(),
  care: careChoiceSchema.optional(),
});
export type PanelChoice = z.infer<typeof panelChoiceSchema>;

/** Of this machine; each agent has his own. */
export const agentPanelsSchema = z.record(agentNoSchema, panelChoiceSchema);
