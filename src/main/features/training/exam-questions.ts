import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const fileSchema = z.object({ questions: z.array(z.object({ question: z.string() })) });

/** The questions that callers ask most, as they ask them; read once. */
export function createExamQuestions(resourcesFolder: string): () => Promise<string[]> {
  let loaded: Promise<string[]> | undefined;
  const load = async (): Promise<string[]> => {
    const text = await readFile(join(resourcesFolder, 'top-questions.json'), 'utf8');
    return fileSchema.parse(JSON.parse(text)).questions.map(({ question }) => question);
  };
  return () => (loaded ??= load());
}
