import { z } from 'zod';

export const loudnessLimits = { min: 50, max: 90, usual: 70 } as const;
/** What is usually aimed at, by voice; the lower one counts until the agent has chosen. */
export const usualLoudness = [
  { voice: 'male', db: 73 },
  { voice: 'female', db: loudnessLimits.usual },
] as const;
/** Of sound pressure at the reference that a headset is compared with. */
export const referenceLimits = { min: 40, max: 100 } as const;

/** How one agent has the coach, where he has it another way than the desk. */
export const coachChoiceSchema = z.object({
  /** In practice calls; on unless he switched it off. */
  isInDrills: z.boolean().optional(),
  /** In calls of real callers; off unless he switched it on. */
  isInCalls: z.boolean().optional(),
  /** What he wants to sound like, dB of sound pressure. */
  loudnessDb: z.number().int().min(loudnessLimits.min).max(loudnessLimits.max).optional(),
});
export type CoachChoice = z.infer<typeof coachChoiceSchema>;

const maxCalibrations = 20;

/**
 * How loud a voice in front of one headset is: its level in dBFS and this make dB of sound pressure. It holds for that
 * headset on this machine, as it was set and processed then.
 */
export const calibrationSchema = z.object({
  /** Empty: the system's choice. */
  label: z.string().max(256),
  offsetDb: z.number().min(20).max(180),
  /** UTC epoch ms. */
  at: z.number().int(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

export const calibrationsSchema = z.array(calibrationSchema).max(maxCalibrations);

/** The newest first; the oldest is forgotten when there are too many. */
export function withCalibration(known: readonly Calibration[], calibration: Calibration): Calibration[] {
  return [calibration, ...known.filter(({ label }) => label !== calibration.label)].slice(0, maxCalibrations);
}
