import { z } from 'zod';
import { drillResultSchema, type DrillResult } from './drill-result.ts';
import { listenerMarksSchema, practiceResultSchema, type PracticeResult } from './practice-result.ts';

/**
 * What the centre is told of one simulation or one drill: scores, marks and times. Neither sound nor a word of it, and
 * not who listened.
 */
export const trainingEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('practice'),
    result: practiceResultSchema.omit({ heard: true }).extend({
      heard: listenerMarksSchema.pick({ marks: true }).optional(),
    }),
  }),
  z.strictObject({ kind: z.literal('drill'), result: drillResultSchema }),
]);
export type TrainingEntry = z.infer<typeof trainingEntrySchema>;

export function practiceEntry({ heard, ...result }: PracticeResult): TrainingEntry {
  return { kind: 'practice', result: { ...result, ...(heard && { heard: { marks: heard.marks } }) } };
}

export function drillEntry(result: DrillResult): TrainingEntry {
  return { kind: 'drill', result: { ...result, listener: '' } };
}

/** By which the centre knows it again. */
export function trainingEntryId(entry: TrainingEntry): string {
  return entry.kind === 'practice' ? entry.result.callId : entry.result.drillId;
}
