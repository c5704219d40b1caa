import type { LanguageDescription } from '../language/language-description.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { plainTextProblems } from './text-rules.ts';

/** Everything wrong with the languages of callers, each description parsed by its schema before. */
export function languageProblems(files: readonly ContentFile<LanguageDescription>[]): ContentProblem[] {
  const headers = files.flatMap(({ file, content }) =>
    content.headers.names.map((key, i) => ({ file, path: ['headers', 'names', i], key })),
  );
  const dialects = files.flatMap(({ file, content: { headers: of } }) =>
    (of.family?.dialects ?? []).map((dialect, i) => ({
      ...{ file, path: ['headers', 'family', 'dialects', i] },
      key: `${dialect} in ${of.family?.names[0] ?? ''}`,
    })),
  );
  return [
    ...duplicateProblems(headers, 'header name'),
    ...duplicateProblems(dialects, 'dialect'),
    ...files.flatMap((each) => oneLanguage(each, files)),
  ];
}

function oneLanguage(
  { file, content }: ContentFile<LanguageDescription>,
  files: readonly ContentFile<LanguageDescription>[],
): ContentProblem[] {
  const { tag, name, names, headers, say, notCopiedFrom = [] } = content;
  const isMisplaced = !file.endsWith(`/${tag}/language.json`);
  const clashing = headers.names.filter((said) =>
    files.some((other) => other.content.headers.family?.names.includes(said)),
  );
  const strangers = notCopiedFrom.filter((other) => !files.some((each) => each.content.tag === other));
  const isNamed = /\{monthName\}/u.test(`${say.date.plain}${say.date.ofOtherYear}`);
  return [
    ...problemsAt(file, ['tag'], isMisplaced ? [`belongs in ${tag}/language.json`] : []),
    ...problemsAt(file, ['name'], plainTextProblems(name)),
    ...Object.entries(names).flatMap(([locale, text]) => problemsAt(file, ['names', locale], plainTextProblems(text))),
    ...problemsAt(
      file,
      ['headers', 'names'],
      clashing.map((said) => `"${said}" names a family`),
    ),
    ...problemsAt(
      file,
      ['notCopiedFrom'],
      strangers.map((other) => `there is no language "${other}"`),
    ),
    ...problemsAt(
      file,
      ['say', 'months'],
      isNamed && !say.months ? ['a date with the name of a month needs them'] : [],
    ),
  ];
}
