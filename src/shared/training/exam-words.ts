import { z } from 'zod';
import { examPlaceSchema } from './exam.ts';

/** Longest question that an examiner asks on with, as it is typed. */
export const longestExamWords = 200;

/** What an examiner is typing to ask on with, at one question of a pass test; as it stands in the field. */
export const examWordsSchema = z.strictObject({
  examId: z.uuid(),
  nth: examPlaceSchema,
  text: z.string().max(longestExamWords),
  /** What of it was handed out last, and by which key: asked again because the answer was lost it is one question. */
  asked: z.strictObject({ text: z.string().max(longestExamWords), key: z.uuid() }).optional(),
});
export type ExamWords = z.infer<typeof examWordsSchema>;

/** So many are kept, those typed last: one hand has one question. */
export const examWordsKept = 20;

/** Pure: all of them once these were typed; without a word and nothing handed out there is nothing to keep. */
export function withExamWords(all: readonly ExamWords[], words: ExamWords): ExamWords[] {
  const others = all.filter(({ examId, nth }) => examId !== words.examId || nth !== words.nth);
  const isEmpty = words.text === '' && words.asked === undefined;
  return isEmpty ? others : [...others, words].slice(-examWordsKept);
}
