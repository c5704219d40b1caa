import {
  answerExamRequestSchema,
  askExamRequestSchema,
  examAnswerSchema,
  examsAnswerSchema,
  examsQuerySchema,
  followUpExamRequestSchema,
  markExamRequestSchema,
  noteExamSearchRequestSchema,
  ofExamRequestSchema,
  openExamRequestSchema,
  steerExamRequestSchema,
} from '../../src/shared/sync/exam-wire.ts';
import {
  examSeriesAnswerSchema,
  examSeriesSchema,
  openExamSeriesRequestSchema,
} from '../../src/shared/sync/exam-series-wire.ts';
import { teachers } from '../../src/shared/domain/agent.ts';
import type { Endpoint } from './endpoint.ts';
import { named, strictly } from './named.ts';

const examAnswer = named('Exam', examAnswerSchema);
const ofExam = strictly('OfExamRequest', ofExamRequestSchema);

/** Pass tests. Everybody is let in to act: who may what is said by the test itself. */
export const examEndpoints = {
  exams: {
    method: 'GET',
    path: '/v1/exams',
    summary:
      'Pass tests that the agent takes part in, as he may see them: all that are not over, then a page of the others',
    access: 'agent',
    query: examsQuerySchema.strict(),
    answers: { 200: named('ExamsAnswer', examsAnswerSchema) },
    refusals: [404],
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
  examSeries: {
    method: 'GET',
    path: '/v1/exams/series',
    summary: 'Monthly exams, newest first, with how far everybody is',
    access: teachers,
    answers: { 200: named('ExamSeriesAnswer', examSeriesAnswerSchema) },
    refusals: [],
  },
  openExamSeries: {
    method: 'POST',
    path: '/v1/exams/series/open',
    summary: 'Opens the exams of a month: one for each person, with questions of his own by lot',
    access: teachers,
    body: strictly('OpenExamSeriesRequest', openExamSeriesRequestSchema),
    answers: { 200: named('ExamSeries', examSeriesSchema) },
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
  followUpExam: {
    method: 'POST',
    path: '/v1/exams/followUp',
    summary: 'An examiner asks on, as long as the question is the one in hand',
    access: 'agent',
    body: strictly('FollowUpExamRequest', followUpExamRequestSchema),
    answers: { 200: examAnswer },
    refusals: [403, 404],
  },
  steerExam: {
    method: 'POST',
    path: '/v1/exams/steer',
    summary: 'An examiner has the caller of a question do something',
    access: 'agent',
    body: strictly('SteerExamRequest', steerExamRequestSchema),
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
    summary: 'The trainee has answered, or an examiner ends the question in his place',
    access: 'agent',
    body: strictly('AnswerExamRequest', answerExamRequestSchema),
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
