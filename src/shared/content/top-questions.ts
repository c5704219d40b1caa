import { z } from 'zod';
import { knowledgeDomainSchema } from '../domain/article.ts';
import { scenarioIdSchema } from '../ids.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { writingProblems } from './text-rules.ts';

export const topQuestionSchema = z.object({
  question: z.string().max(60),
  domain: knowledgeDomainSchema,
  article: z.string().max(61),
  /** What an examiner may ask on. */
  followUps: z.array(z.string().min(1).max(60)).max(6).optional(),
  /** A practice caller who calls with it. */
  scenario: scenarioIdSchema.optional(),
});
export type TopQuestion = z.infer<typeof topQuestionSchema>;

/** The questions that callers ask most, over all centres, as they ask them: each has an article. */
export const topQuestionsSchema = z.object({
  schemaVersion: z.literal(1),
  questions: z.array(topQuestionSchema).length(100),
});
export type TopQuestions = z.infer<typeof topQuestionsSchema>;

/** `domains`: of every group that has a Mandarin article; `scenarios`: the centre of every practice caller. */
export function topQuestionProblems(
  { file, content }: ContentFile<TopQuestions>,
  domains: ReadonlyMap<string, string>,
  scenarios: ReadonlyMap<string, string>,
): ContentProblem[] {
  const place = (i: number, key: string): (string | number)[] => ['questions', i, key];
  return [
    ...duplicateProblems(
      content.questions.map(({ article }, i) => ({ file, path: place(i, 'article'), key: article })),
      'article',
    ),
    ...content.questions.flatMap(({ question, domain, article, followUps = [], scenario }, i) => {
      const known = domains.get(article);
      const centre = scenario === undefined ? domain : scenarios.get(scenario);
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
