import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/** @throws Error naming the file and the first place that does not fit, never what stands there */
export async function readJsonFile<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
  const parsed = schema.safeParse(parseJson(path, await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser quotes the text around the fault, and there may be a password in it.
    throw new Error(`${path}: not JSON`);
  }
}
