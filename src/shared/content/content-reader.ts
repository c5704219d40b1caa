import type { z } from 'zod';
import { jsonLines, type JsonLines } from './json-lines.ts';
import { schemaProblems, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';

/** Reads JSON files of content, remembering what is wrong with them and where everything stands. */
export class ContentReader {
  readonly #textOf: (file: string) => string;
  readonly #linesOf = new Map<string, JsonLines>();
  readonly #problems: ContentProblem[] = [];

  /** `textOf` reads a file by the name it is told of under; what it throws becomes a problem. */
  constructor(textOf: (file: string) => string) {
    this.#textOf = textOf;
  }

  /** Undefined when the file can't be used any further. */
  json(file: string): { value: unknown } | undefined {
    let text = '';
    try {
      text = this.#textOf(file);
      const value: unknown = JSON.parse(text);
      const lines = jsonLines(text);
      this.#linesOf.set(file, lines);
      for (const { path } of lines.duplicateKeys) this.note({ file, path, reason: 'key written twice' });
      return { value };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const line = lineOfSyntaxError(reason, text);
      this.note({ file, path: [], reason, ...(line !== undefined && { line }) });
      return undefined;
    }
  }

  /** The file by its schema; empty when it does not fit, which is noted. */
  read<T>(file: string, schema: z.ZodType<T>): ContentFile<T>[] {
    const json = this.json(file);
    if (!json) return [];
    const misfits = schemaProblems(file, schema, json.value);
    this.note(...misfits);
    return misfits.length > 0 ? [] : [{ file, content: schema.parse(json.value) }];
  }

  /** Lines of the entries of an array in a file that was read, in order. */
  linesOf(file: string, path: JsonPath, count: number): number[] {
    const lines = this.#linesOf.get(file);
    return Array.from({ length: count }, (_, i) => lines?.lineOf([...path, i]) ?? 1);
  }

  note(...problems: readonly ContentProblem[]): void {
    this.#problems.push(...problems);
  }

  /** One line for each problem: `file:line: reason (place)`. */
  report(): string[] {
    return this.#problems.map(({ file, path, line, reason }) => {
      const value = path.length > 0 ? ` (${path.join('.')})` : '';
      return `${file}:${String(line ?? this.#linesOf.get(file)?.lineOf(path) ?? 1)}: ${reason}${value}`;
    });
  }
}

/** JSON.parse tells the line in some of its messages; in others it quotes up to ten characters on both sides of the fault. */
function lineOfSyntaxError(message: string, text: string): number | undefined {
  const [, line] = /\(line (\d+) column/.exec(message) ?? [];
  if (line !== undefined) return Number(line);
  const [, before, quoted = ''] = /, (\.\.\.)?"([^]+)"(?:\.\.\.)? is not valid JSON$/.exec(message) ?? [];
  const at = text.indexOf(quoted);
  if (quoted === '' || at < 0 || at !== text.lastIndexOf(quoted)) return undefined;
  return text.slice(0, before === undefined ? at : at + 10).split('\n').length;
}
