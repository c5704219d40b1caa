import { z } from 'zod';
import { readingIdSchema } from '../ids.ts';
import { callerLanguageSchema, uiLabelSchema } from './language.ts';

export const readingSizes = ['short', 'long'] as const;
export type ReadingSize = (typeof readingSizes)[number];

/** A text to be read aloud while somebody listens; one file each below resources/readings. */
export const readingTextSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: readingIdSchema,
  lang: callerLanguageSchema,
  /** Nobody who grew up with the language has looked at a draft. */
  status: z.enum(['draft', 'approved']),
  /** About 100 letters or characters, or about 800. */
  size: z.enum(readingSizes),
  title: uiLabelSchema,
  paragraphs: z.array(z.string().min(1).max(4000)).min(1).max(20),
});
export type ReadingText = z.infer<typeof readingTextSchema>;

/** The whole text as it is shown and read; marks count its units from the beginning. */
export function readingBody({ paragraphs }: Pick<ReadingText, 'paragraphs'>): string {
  return paragraphs.join('\n');
}
