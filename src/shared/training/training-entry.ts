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

/** What a pass test came to; written by the centre alone. Times UTC epoch ms. */
export const examEntrySchema = z.strictObject({
  kind: z.literal('exam'),
  result: z.strictObject({
    examId: z.uuid(),
    from: z.number().int().min(0),
    to: z.number().int().min(0),
    /** 0–100. */
    score: z.number().min(0).max(100),
    isPassed: z.boolean(),
    isFatal: z.boolean(),
    /** Of a monthly one. */
    month: z.string().max(7).optional(),
  }),
});
export type ExamEntry = z.infer<typeof examEntrySchema>;

/** One line of a training file. */
export const trainingFileEntrySchema = z.union([trainingEntrySchema, examEntrySchema]);
export type TrainingFileEntry = z.infer<typeof trainingFileEntrySchema>;

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
