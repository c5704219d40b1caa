import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PublishedQuestions } from '../../../shared/domain/top-questions.ts';

const fileSchema = z.object({ questions: z.array(z.object({ question: z.string() })) });

/**
 * The questions that callers ask most, as they ask them: those of the centre where it publishes a list, else those that came
 * with the desk, which are read once.
 */
export function createExamQuestions(
  resourcesFolder: string,
  ofCentre: () => Promise<PublishedQuestions | undefined>,
): () => Promise<string[]> {
  let shipped: Promise<string[]> | undefined;
  const loadShipped = async (): Promise<string[]> => {
    const text = await readFile(join(resourcesFolder, 'top-questions.json'), 'utf8');
    return fileSchema.parse(JSON.parse(text)).questions.map(({ question }) => question);
  };
  return async () => {
    const list = await ofCentre();
    return list ? list.questions.map(({ question }) => question) : (shipped ??= loadShipped());
  };
}
