import { z } from 'zod';
import { mostQuestions, topQuestionSchema } from '../domain/top-questions.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { writingProblems } from './text-rules.ts';

/** The questions that callers ask most, over all centres, as they ask them: each has an article. */
export const topQuestionsSchema = z.object({
  schemaVersion: z.literal(1),
  questions: z.array(topQuestionSchema).length(mostQuestions),
});
export type TopQuestions = z.infer<typeof topQuestionsSchema>;

/** Of a centre, which has one list; `domains` as below. */
export function centreQuestionProblems(
  files: readonly ContentFile<Pick<TopQuestions, 'questions'>>[],
  domains: ReadonlyMap<string, string>,
): ContentProblem[] {
  return [
    ...files.slice(1).flatMap(({ file }) => problemsAt(file, ['questions'], ['a list of questions is there twice'])),
    ...files.flatMap((file) => topQuestionProblems(file, domains)),
  ];
}

/**
 * `domains`: of every group that has a Mandarin article; `scenarios`: the centre of every practice caller, absent where
 * nobody knows which ones the desks have.
 */
export function topQuestionProblems(
  { file, content }: ContentFile<Pick<TopQuestions, 'questions'>>,
  domains: ReadonlyMap<string, string>,
  scenarios?: ReadonlyMap<string, string>,
): ContentProblem[] {
  const place = (i: number, key: string): (string | number)[] => ['questions', i, key];
  return [
    ...duplicateProblems(
      content.questions.map(({ article }, i) => ({ file, path: place(i, 'article'), key: article })),
      'article',
    ),
    ...content.questions.flatMap(({ question, domain, article, followUps = [], scenario }, i) => {
      const known = domains.get(article);
      const centre = scenario === undefined || !scenarios ? domain : scenarios.get(scenario);
      return [
        ...followUps.flatMap((text, k) =>
          problemsAt(file, [...place(i, 'followUps'), k], writingProblems(text, 'simplified')),
        ),
        ...problemsAt(
          file,
          place(i, 'scenario'),
          centre === domain ? [] : [centre === undefined ? 'no such practice caller' : `he calls ${centre}`],
        ),
        ...problemsAt(file, place(i, 'question'), writingProblems(question, 'simplified')),
        ...problemsAt(
          file,
          place(i, 'article'),
          known === undefined ? [`no Mandarin article of group ${article}`] : [],
        ),
        ...problemsAt(
          file,
          place(i, 'domain'),
          known === undefined || known === domain ? [] : [`its article is of ${known}`],
        ),
      ];
    }),
  ];
}
