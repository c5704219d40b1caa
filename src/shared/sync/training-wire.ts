import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { trainingFileEntrySchema } from '../training/training-entry.ts';

export const trainingPageSize = 100;

const pageQuery = {
  /** Opaque; absent from the newest on. */
  cursor: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(trainingPageSize).default(trainingPageSize),
};
export const ownTrainingQuerySchema = z.object(pageQuery);
export const trainingOfQuerySchema = z.object({ ...pageQuery, agentNo: agentNoSchema });

/** One person's training, newest first. */
export const trainingPageSchema = z.object({
  entries: z.array(trainingFileEntrySchema),
  /** Where the next page begins; absent on the last one. */
  cursor: z.string().max(120).optional(),
});
export type TrainingPage = z.infer<typeof trainingPageSchema>;

/** Somebody with training at the centre; times UTC epoch ms. */
export const trainedPersonSchema = z.object({
  agentNo: agentNoSchema,
  displayName: z.string(),
  practices: z.number().int().min(0),
  drills: z.number().int().min(0),
  /** A centre of before does not count them. */
  exams: z.number().int().min(0).default(0),
  lastAt: z.number().int().min(0),
});
export type TrainedPerson = z.infer<typeof trainedPersonSchema>;
export const trainedPeopleSchema = z.object({ people: z.array(trainedPersonSchema) });
