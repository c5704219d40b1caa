import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { topQuestionsSchema, type TopQuestion } from '../../../shared/content/top-questions.ts';

/** The questions that callers ask most, as they ask them, with what may be asked on; read once. */
export function createExamQuestions(resourcesFolder: string): () => Promise<TopQuestion[]> {
  let loaded: Promise<TopQuestion[]> | undefined;
  const load = async (): Promise<TopQuestion[]> => {
    const text = await readFile(join(resourcesFolder, 'top-questions.json'), 'utf8');
    return topQuestionsSchema.parse(JSON.parse(text)).questions;
  };
  return () => (loaded ??= load());
}
