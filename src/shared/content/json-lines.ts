import type { JsonPath } from './problem.ts';

/** Where the values of a JSON text stand, and what JSON.parse would swallow. */
export interface JsonLines {
  /** Line, from 1, of the value at the path, or of the nearest ancestor that exists. */
  lineOf(path: JsonPath): number;
  /** Keys written twice in one object, of which JSON.parse silently keeps the last. */
  readonly duplicateKeys: readonly { readonly path: JsonPath; readonly line: number }[];
}

const tokenPattern = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|\n|[^\s{}[\]:,"]+/gu;

interface Level {
  readonly path: JsonPath;
  readonly isArray: boolean;
  readonly keys: Set<string>;
  index: number;
  key: string;
  expectsKey: boolean;
}

/** Scans a JSON text that JSON.parse has accepted. */
export function jsonLines(text: string): JsonLines {
  const lines = new Map<string, number>([['[]', 1]]);
  const duplicateKeys: { path: JsonPath; line: number }[] = [];
  const levels: Level[] = [];
  let line = 1;
  for (const [token] of text.matchAll(tokenPattern)) {
    const level = levels.at(-1);
    if (token === '\n') line++;
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',') advance(level);
    else if (token === ':') continue;
    else if (level?.expectsKey) {
      level.key = JSON.parse(token) as string;
      level.expectsKey = false;
      const path = [...level.path, level.key];
      if (level.keys.has(level.key)) duplicateKeys.push({ path, line });
      level.keys.add(level.key);
      lines.set(JSON.stringify(path), line);
    } else {
      const path = level === undefined ? [] : [...level.path, level.isArray ? level.index : level.key];
      if (!lines.has(JSON.stringify(path))) lines.set(JSON.stringify(path), line);
      if (token === '{' || token === '[') levels.push(openLevel(path, token === '['));
    }
  }
  return { lineOf: (path) => nearestLine(lines, path), duplicateKeys };
}

function openLevel(path: JsonPath, isArray: boolean): Level {
  return { path, isArray, keys: new Set(), index: 0, key: '', expectsKey: !isArray };
}

function advance(level: Level | undefined): void {
  if (level === undefined) return;
  if (level.isArray) level.index++;
  else level.expectsKey = true;
}

function nearestLine(lines: ReadonlyMap<string, number>, path: JsonPath): number {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return 1;
}
