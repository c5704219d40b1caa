import type { z } from 'zod';

/** Keys and indexes from the top of a JSON file down to the value that is wrong. */
export type JsonPath = readonly (string | number)[];

/** One thing that is wrong with a content file. `file` is relative to the repository. */
export interface ContentProblem {
  readonly file: string;
  readonly path: JsonPath;
  /** Where it stands, from 1, in a file that is no JSON; the path says it in the others. */
  readonly line?: number;
  readonly reason: string;
}

/** A parsed content file of a known schema. */
export interface ContentFile<T> {
  readonly file: string;
  readonly content: T;
}

/** Turns reasons about one value into problems of a file. */
export function problemsAt(file: string, path: JsonPath, reasons: readonly string[]): ContentProblem[] {
  return reasons.map((reason) => ({ file, path, reason }));
}

/** What a schema says about a parsed JSON value, keys that it would drop without a word included; empty when it fits. */
export function schemaProblems(file: string, schema: z.ZodType, value: unknown): ContentProblem[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return droppedKeys(file, value, parsed.data, []);
  return parsed.error.issues.map((issue) => ({
    file,
    path: issue.path.map((key) => (typeof key === 'number' ? key : String(key))),
    reason: issue.message,
  }));
}

function droppedKeys(file: string, given: unknown, kept: unknown, path: JsonPath): ContentProblem[] {
  if (Array.isArray(given) && Array.isArray(kept)) {
    return given.flatMap((entry, i) => droppedKeys(file, entry, kept[i], [...path, i]));
  }
  if (!isObject(given) || !isObject(kept)) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    key in kept
      ? droppedKeys(file, value, kept[key], [...path, key])
      : [{ file, path: [...path, key], reason: `unknown key "${key}"` }],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One problem for every entry whose key an earlier entry already has. */
export function duplicateProblems(
  entries: readonly { readonly file: string; readonly path: JsonPath; readonly key: string }[],
  what: string,
): ContentProblem[] {
  const seen = new Set<string>();
  const problems: ContentProblem[] = [];
  for (const { file, path, key } of entries) {
    if (seen.has(key)) problems.push({ file, path, reason: `${what} "${key}" is there twice` });
    seen.add(key);
  }
  return problems;
}
