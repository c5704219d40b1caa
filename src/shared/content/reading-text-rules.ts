import { readingBody, readingSizes, type ReadingSize, type ReadingText } from '../domain/reading-text.ts';
import { labelProblems } from './catalog-rules.ts';
import { callerWriting } from './language-writing.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { writingProblems } from './text-rules.ts';

/** Letters and characters, as a reader sees them: a Tibetan stack is one. */
const lengths: Readonly<Record<ReadingSize, { readonly min: number; readonly max: number }>> = {
  short: { min: 80, max: 130 },
  long: { min: 700, max: 920 },
};

/** Everything wrong with the texts of the reading drills: a language that has any has one of each size. */
export function readingTextProblems(files: readonly ContentFile<ReadingText>[]): ContentProblem[] {
  const languages = [...new Set(files.map(({ content }) => content.lang))];
  const ids = files.map(({ file, content }) => ({ file, path: ['id'], key: content.id }));
  const missing = languages.flatMap((lang) =>
    readingSizes
      .filter((size) => !files.some(({ content }) => content.lang === lang && content.size === size))
      .map((size) => ({ file: 'resources/readings', path: [], reason: `no ${size} text of ${lang}` })),
  );
  return [...duplicateProblems(ids, 'reading'), ...missing, ...files.flatMap(oneText)];
}

function oneText({ file, content }: ContentFile<ReadingText>): ContentProblem[] {
  const { id, lang, size, status, title, paragraphs } = content;
  const { min, max } = lengths[size];
  const length = letterCount(readingBody(content));
  return [
    ...problemsAt(file, ['id'], file.endsWith(`/${id}.json`) ? [] : [`the file must be named ${id}.json`]),
    ...problemsAt(file, ['status'], status === 'draft' ? [] : ['reading texts of this repository are drafts']),
    ...labelProblems(file, ['title'], title),
    ...problemsAt(
      file,
      ['paragraphs'],
      length < min || length > max ? [`a ${size} text has ${min} to ${max} letters, this one ${length}`] : [],
    ),
    ...paragraphs.flatMap((text, i) => problemsAt(file, ['paragraphs', i], writingProblems(text, callerWriting(lang)))),
  ];
}

function letterCount(text: string): number {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text);
  return Array.from(graphemes).filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).length;
}
