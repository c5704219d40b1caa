import {
  askExamRequestSchema,
  examAnswerSchema,
  examsAnswerSchema,
  markExamRequestSchema,
  noteExamSearchRequestSchema,
  ofExamRequestSchema,
  openExamRequestSchema,
} from '../../src/shared/sync/exam-wire.ts';
import type { Endpoint } from './endpoint.ts';
import { named, strictly } from './named.ts';

const examAnswer = named('Exam', examAnswerSchema);
const ofExam = strictly('OfExamRequest', ofExamRequestSchema);

/** Pass tests. Everybody is let in to act: who may what is said by the test itself. */
export const examEndpoints = {
  exams: {
    method: 'GET',
    path: '/v1/exams',
    summary: 'Pass tests that the agent takes part in, newest first, as he may see them',
    access: 'agent',
    answers: { 200: named('ExamsAnswer', examsAnswerSchema) },
    refusals: [],
  },
  openExam: {
    method: 'POST',
    path: '/v1/exams/open',
    summary: 'Opens a pass test with another examiner',
    access: ['leader', 'quality'],
    body: strictly('OpenExamRequest', openExamRequestSchema),
    answers: { 200: examAnswer },
    refusals: [],
  },
  askExam: {
    method: 'POST',
    path: '/v1/exams/ask',
    summary: 'An examiner puts a question before the trainee',
    access: 'agent',
    body: strictly('AskExamRequest', askExamRequestSchema),
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
  noteExamSearch: {
    method: 'POST',
    path: '/v1/exams/search',
    summary: 'What the trainee looks for meanwhile',
    access: 'agent',
    body: strictly('NoteExamSearchRequest', noteExamSearchRequestSchema),
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
  answerExam: {
    method: 'POST',
    path: '/v1/exams/answered',
    summary: 'The trainee has answered',
    access: 'agent',
    body: ofExam,
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
  markExam: {
    method: 'POST',
    path: '/v1/exams/mark',
    summary: 'An examiner marks an answer, in the place of his mark before',
    access: 'agent',
    body: strictly('MarkExamRequest', markExamRequestSchema),
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
  endExam: {
    method: 'POST',
    path: '/v1/exams/end',
    summary: 'An examiner ends it, when both have marked everything',
    access: 'agent',
    body: ofExam,
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
  cancelExam: {
    method: 'POST',
    path: '/v1/exams/cancel',
    summary: 'An examiner gives it up: it comes to nothing',
    access: 'agent',
    body: ofExam,
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
} as const satisfies Record<string, Endpoint>;
