import type { UiLocale } from '../domain/language.ts';
import { simplifiedCharacters, traditionalCharacters } from './han-forms.ts';
import { problemsAt, type ContentProblem, type JsonPath } from './problem.ts';
import { characterProblems } from './text-rules.ts';
import { tibetanSpacing } from './tibetan-rules.ts';

/** One file locales/<tag>/<namespace>.json, parsed. */
export interface LocaleFile {
  readonly file: string;
  readonly locale: UiLocale;
  readonly namespace: string;
  readonly content: unknown;
}

interface Text {
  readonly path: JsonPath;
  readonly text: string;
}

const pluralSuffix = /_(?:zero|one|two|few|many|other)$/u;

/**
 * Everything wrong with the texts of the page: zh-CN is the source, every other locale must have exactly its keys
 * with the same variables and tags. In `errors` every code needs a text; its keys are whole codes.
 */
export function localeProblems(
  files: readonly LocaleFile[],
  errorCodes: readonly string[],
  locales: readonly UiLocale[],
): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const textsOf = new Map<LocaleFile, Map<string, Text>>();
  for (const entry of files) {
    const texts = new Map<string, Text>();
    problems.push(...collectTexts(entry, entry.content, [], texts));
    textsOf.set(entry, texts);
    for (const { path, text } of texts.values())
      problems.push(...problemsAt(entry.file, path, textReasons(entry, text)));
  }
  const fileOf = (locale: UiLocale, namespace: string): LocaleFile | undefined =>
    files.find((entry) => entry.locale === locale && entry.namespace === namespace);
  for (const source of files.filter(({ locale }) => locale === 'zh-CN')) {
    for (const locale of locales.filter((tag) => tag !== 'zh-CN')) {
      const other = fileOf(locale, source.namespace);
      if (other) problems.push(...compare(source, other, textsOf.get(source), textsOf.get(other)));
      else
        problems.push({ file: source.file, path: [], reason: `namespace ${source.namespace} is missing in ${locale}` });
    }
  }
  for (const entry of files.filter(({ locale, namespace }) => locale !== 'zh-CN' && !fileOf('zh-CN', namespace))) {
    problems.push({ file: entry.file, path: [], reason: `namespace ${entry.namespace} is not in zh-CN, the source` });
  }
  return [...problems, ...errorProblems(files, textsOf, errorCodes)];
}

/** The variables in the error texts of the source, by error code. */
export function errorVariables(files: readonly LocaleFile[]): Map<string, string[]> {
  const source = files.find(({ locale, namespace }) => locale === 'zh-CN' && namespace === 'errors');
  const texts = new Map<string, Text>();
  if (source) collectTexts(source, source.content, [], texts);
  return new Map([...texts].map(([code, { text }]) => [code, variablesOf(text)]));
}

function collectTexts(entry: LocaleFile, value: unknown, path: JsonPath, into: Map<string, Text>): ContentProblem[] {
  if (typeof value === 'string') {
    into.set(path.join('.'), { path, text: value });
    return [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ file: entry.file, path, reason: 'a text or an object of texts must stand here' }];
  }
  return Object.entries(value).flatMap(([key, inner]) => collectTexts(entry, inner, [...path, key], into));
}

/** Latin is no fault in a text of the page (names, keys, units); a foreign form of Han or broken Tibetan is. */
function textReasons(entry: LocaleFile, text: string): string[] {
  const reasons = characterProblems(text);
  const traditional = entry.locale === 'zh-CN' ? traditionalCharacters(text) : [];
  if (traditional.length > 0) reasons.push(`Traditional characters in a Simplified text: ${traditional.join(' ')}`);
  const simplified = entry.locale === 'zh-HK' ? simplifiedCharacters(text) : [];
  if (simplified.length > 0) reasons.push(`Simplified characters in a Traditional text: ${simplified.join(' ')}`);
  if (entry.locale.startsWith('zh')) reasons.push(...halfWidthReasons(text));
  // A text of the page can be a piece of a line, such as a separator: its ends are open.
  if (entry.locale === 'bo') reasons.push(...tibetanSpacing(text.replaceAll(/^[\s\u0f0b]|[\s\u0f0b]$/gu, '')));
  if (/\{\{[^}]*$|\{\{\s*\}\}/u.test(text)) reasons.push('a broken variable');
  return reasons;
}

/** Signs beside a Han character or a variable; those of key names, times and Latin words stay as they are. */
function halfWidthReasons(text: string): string[] {
  const found = text.match(/(?<=\p{Script=Han}|\}\})[,;:?!()]|[(](?=\p{Script=Han}|\{\{)/gu);
  return found ? [`half-width punctuation in a Chinese text: ${[...new Set(found)].join(' ')}`] : [];
}

function compare(
  source: LocaleFile,
  other: LocaleFile,
  wanted: ReadonlyMap<string, Text> = new Map(),
  given: ReadonlyMap<string, Text> = new Map(),
): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const expected = new Map<string, Text>();
  for (const [key, text] of wanted) {
    for (const name of keysFor(other.locale, key, wanted)) expected.set(name, text);
  }
  for (const [key, text] of expected) {
    const translated = given.get(key);
    if (!translated) {
      problems.push({
        file: source.file,
        path: text.path,
        reason: `${other.namespace}:${key} is missing in ${other.locale}`,
      });
    } else {
      problems.push(...problemsAt(other.file, translated.path, variableReasons(text.text, translated.text)));
    }
  }
  for (const [key, text] of given) {
    if (!expected.has(key))
      problems.push({ file: other.file, path: text.path, reason: `${key} is not in zh-CN, the source` });
  }
  return problems;
}

/** The keys that another locale needs for a key of the source: plural forms are counted by its own grammar. */
function keysFor(locale: UiLocale, key: string, wanted: ReadonlyMap<string, Text>): string[] {
  const base = key.replace(pluralSuffix, '');
  if (base === key || !wanted.has(`${base}_other`)) return [key];
  return new Intl.PluralRules(locale).resolvedOptions().pluralCategories.map((category) => `${base}_${category}`);
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([\w.]+)/gu)].map(([, name = '']) => name);
}

function variableReasons(source: string, translated: string): string[] {
  const marks = (text: string): string[] => [
    ...variablesOf(text).map((name) => `{{${name}}}`),
    ...[...text.matchAll(/<(\/?\w+)\s*\/?>/gu)].map((match) => `<${match[1]}>`),
  ];
  const [wanted, given] = [new Set(marks(source)), new Set(marks(translated))];
  return [
    ...[...wanted].filter((mark) => !given.has(mark)).map((mark) => `${mark} of the source is missing`),
    ...[...given].filter((mark) => !wanted.has(mark)).map((mark) => `${mark} is not in the source`),
  ];
}

function errorProblems(
  files: readonly LocaleFile[],
  textsOf: ReadonlyMap<LocaleFile, ReadonlyMap<string, Text>>,
  codes: readonly string[],
): ContentProblem[] {
  return files
    .filter(({ namespace }) => namespace === 'errors')
    .flatMap((entry) =>
      codes
        .filter((code) => !textsOf.get(entry)?.has(code))
        .map((code) => ({ file: entry.file, path: [], reason: `error ${code} has no text in ${entry.locale}` })),
    );
}
