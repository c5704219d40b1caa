import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';

/** Keys pressed together. */
export const chordSchema = z.object({
  ctrl: z.literal(true).optional(),
  alt: z.literal(true).optional(),
  shift: z.literal(true).optional(),
  /** KeyboardEvent.code: the place on the keyboard, so that every layout and input method agrees. */
  code: z.string().regex(/^(?:F\d{1,2}|Key[A-Z])$/),
});
export type ChordChoice = z.infer<typeof chordSchema>;

/** What one agent has on other keys than the desk gives them, by action. */
export const keyChoicesSchema = z.record(z.string().max(40), chordSchema);
export type KeyChoices = z.infer<typeof keyChoicesSchema>;

/** Of this machine; the actions by their names. */
export const globalKeysSchema = z.record(agentNoSchema, z.array(z.string().max(40)).max(40));

/** Of this machine; each agent has his own. */
export const agentKeysSchema = z.record(agentNoSchema, keyChoicesSchema);
