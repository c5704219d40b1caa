import { z } from 'zod';
import { customerIdSchema, scenarioIdSchema } from '../ids.ts';
import { callerLanguageSchema, uiLabelSchema } from './language.ts';

/** A practice caller below resources/scenarios. */
export const scenarioSchema = z.object({
  schemaVersion: z.literal(1),
  id: scenarioIdSchema,
  /** Texts of the list. */
  title: uiLabelSchema,
  summary: uiLabelSchema,
  lang: callerLanguageSchema,
  status: z.enum(['draft', 'approved']),
  caller: z.object({
    number: z.string().max(30),
    displayName: z.string().max(60),
    customerId: customerIdSchema.optional(),
    queue: z.string().max(60),
    region: z.string().max(60),
    /** What the exchange sends in X-Language and X-Dialect. */
    languageHeader: z.string().max(20),
    dialectHeader: z.string().max(20).optional(),
    userToUser: z.string().max(500).optional(),
  }),
  /** Said by the caller after the answer, in order. */
  lines: z
    .array(
      z.object({
        text: z.string().min(1).max(300),
        /** Mandarin gloss. */
        gloss: z.string().min(1).max(300),
        /** File below resources/sounds; absent means a neutral tone as long as the line takes to say. */
        sound: z.string().max(120).optional(),
        /** Pause before the line, ms. */
        afterMs: z.number().int().min(0).max(60_000),
        /** Length of the neutral tone, ms. */
        toneMs: z.number().int().min(200).max(20_000),
      }),
    )
    .min(1),
});
export type Scenario = z.infer<typeof scenarioSchema>;
