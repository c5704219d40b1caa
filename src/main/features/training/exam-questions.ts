import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { topQuestionsSchema } from '../../../shared/content/top-questions.ts';
import type { PublishedQuestions, TopQuestion } from '../../../shared/domain/top-questions.ts';

/**
 * The questions that callers ask most, as they ask them, with what may be asked on: those of the centre where it publishes a
 * list, else those that came with the desk, which are read once.
 */
export function createExamQuestions(
  resourcesFolder: string,
  ofCentre: () => Promise<PublishedQuestions | undefined>,
): () => Promise<TopQuestion[]> {
  let shipped: Promise<TopQuestion[]> | undefined;
  const loadShipped = async (): Promise<TopQuestion[]> => {
    const text = await readFile(join(resourcesFolder, 'top-questions.json'), 'utf8');
    return topQuestionsSchema.parse(JSON.parse(text)).questions;
  };
  return async () => (await ofCentre())?.questions ?? (shipped ??= loadShipped());
}
