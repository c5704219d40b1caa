import type { ContentProblem } from './problem.ts';

/** A file of the product's code, as text. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** A place where the code makes an error. `params` are the names it gives; undefined where only the run can tell. */
export interface ErrorUse {
  readonly file: string;
  readonly line: number;
  readonly codes: readonly string[];
  readonly params: readonly string[] | undefined;
}

const makerPattern = /(?<!function )\bappError\(/gu;
const quotedPattern = /'([\w.]+)'/gu;

/** Every call of appError that names its code in quotes; a ternary names two. */
export function errorUses({ file, text }: SourceFile, codes: readonly string[]): ErrorUse[] {
  return [...text.matchAll(makerPattern)].flatMap((match) => {
    const [first = '', , third] = splitArguments(text, match.index + match[0].length);
    const named = [...first.matchAll(quotedPattern)]
      .map(([, code = '']) => code)
      .filter((code) => codes.includes(code));
    const line = text.slice(0, match.index).split('\n').length;
    return named.length > 0 ? [{ file, line, codes: named, params: third === undefined ? [] : paramNames(third) }] : [];
  });
}

/** The variables of a text that a maker of its error leaves out would be blanks in the sentence shown. */
export function errorUseProblems(
  sources: readonly SourceFile[],
  variablesOf: ReadonlyMap<string, readonly string[]>,
): ContentProblem[] {
  const codes = [...variablesOf.keys()];
  return sources
    .flatMap((source) => errorUses(source, codes))
    .flatMap(({ file, line, codes: named, params }) =>
      named.flatMap((code) =>
        (variablesOf.get(code) ?? [])
          .filter((name) => params !== undefined && !params.includes(name))
          .map((name) => ({ file, line, path: [], reason: `error ${code} without {{${name}}}, which its text shows` })),
      ),
    );
}

/** The arguments of a call, from behind its opening bracket; brackets and quotes inside them are stepped over. */
function splitArguments(text: string, from: number): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = from;
  for (let i = from; i < text.length; i++) {
    const char = text[i] ?? '';
    if (`'"\``.includes(char)) i = endOfQuoted(text, i);
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && depth-- === 0) return [...parts, text.slice(start, i)].filter(isWritten);
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return parts;
}

function endOfQuoted(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[from]) return i;
  }
  return text.length;
}

/** A comma may stand behind the last argument. */
function isWritten(part: string): boolean {
  return part.trim() !== '';
}

/** Names in an object literal; undefined for anything else, and for a literal that spreads another value into it. */
function paramNames(argument: string): string[] | undefined {
  const literal = /^\{(.*)\}$/su.exec(argument.trim());
  if (!literal) return undefined;
  const entries = splitArguments(`${literal[1] ?? ''})`, 0);
  const names = entries.map((entry) => /^\s*(\w+)\s*(?::|$)/u.exec(entry)?.[1]);
  return names.every((name) => name !== undefined) ? names : undefined;
}
