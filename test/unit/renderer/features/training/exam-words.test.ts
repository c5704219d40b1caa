import { expect, test } from 'vitest';
import { createExamWords, wordsAt, type ExamWords } from '../../../../../src/renderer/features/training/exam-words.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import {
  examWordsKept,
  withExamWords,
  type ExamWords as Words,
} from '../../../../../src/shared/training/exam-words.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';

const examId = '0197f2a4-0000-7000-8000-000000000001';
const place = { examId, nth: 2 };

interface Seat {
  disk: Words[];
  page(): { desk: ScriptedDesk; words: ExamWords; text: () => string };
}

/** A machine that keeps what it is told, and the pages that come up on it one after the other. */
function seat(): Seat {
  const machine: Seat = {
    disk: [],
    page() {
      const desk = scriptedDesk({
        'exams:words': () => machine.disk,
        'exams:keepWords': (words) => {
          machine.disk = withExamWords(machine.disk, words);
          return {};
        },
      });
      const words = createExamWords(desk);
      return { desk, words, text: () => wordsAt(words.getState(), place) };
    },
  };
  return machine;
}

test('what is typed is there again in the next page, to the letter, and each question has its own', async () => {
  const machine = seat();
  const { desk, words } = machine.page();
  // The core is there before a letter is typed: nothing was to be written then.
  desk.attach();
  for (const text of ['འ', 'འདི', ' འདི་ག་རེ་རེད། ']) words.type(place, text);
  words.type({ examId, nth: 3 }, '那么夜里呢');
  await desk.settled();
  // Letters typed while the disk was busy are written once, the newest.
  expect(desk.calls.length).toBeLessThanOrEqual(4);
  const next = machine.page();
  await next.words.load();
  expect(next.text()).toBe(' འདི་ག་རེ་རེད། ');
  expect(wordsAt(next.words.getState(), { examId, nth: 3 })).toBe('那么夜里呢');
});

test('what is typed before the page has read what lay there stays', async () => {
  const machine = seat();
  machine.disk = [{ ...place, text: 'before' }];
  const { words, text } = machine.page();
  const loaded = words.load();
  words.type(place, 'now');
  await loaded;
  expect(text()).toBe('now');
});

test('without a core nothing typed is lost: it is written when one is back', async () => {
  const machine = seat();
  const { desk, words, text } = machine.page();
  desk.lose();
  words.type(place, '停电');
  words.type(place, '停电了');
  await desk.settled();
  expect([text(), machine.disk]).toEqual(['停电了', []]);
  desk.attach();
  await desk.settled();
  expect(machine.disk).toEqual([{ ...place, text: '停电了' }]);
});

test('a disk that is full keeps nobody from typing, and the next letter writes it all', async () => {
  const machine = seat();
  const { desk, words } = machine.page();
  desk.failNext('exams:keepWords', appError('storage.diskFull', 'user'));
  words.type(place, 'a');
  await desk.settled();
  expect(machine.disk).toEqual([]);
  words.type(place, 'ab');
  await desk.settled();
  expect(machine.disk).toEqual([{ ...place, text: 'ab' }]);
});

test('handed out, it goes from the field and the disk; what was typed on meanwhile stays', async () => {
  const machine = seat();
  const { desk, words, text } = machine.page();
  words.type(place, '几点来电 ');
  await words.asking(place, '几点来电');
  words.asked(place, '几点来电');
  await desk.settled();
  expect([text(), machine.disk]).toEqual(['', []]);
  words.type(place, '谁去修');
  await words.asking(place, '谁去修');
  words.type(place, '谁去修？还有呢');
  words.asked(place, '谁去修');
  expect(text()).toBe('谁去修？还有呢');
});

test('asked again because the answer was lost, it is one question, also over a reload', async () => {
  const machine = seat();
  const first = machine.page();
  first.words.type(place, '几点来电');
  const key = await first.words.asking(place, '几点来电');
  const { words } = machine.page();
  await words.load();
  words.type(place, '几点来电呢');
  words.type(place, '几点来电');
  expect(await words.asking(place, '几点来电')).toBe(key);
  words.asked(place, '几点来电');
  expect(await words.asking(place, '几点来电')).not.toBe(key);
});

test('a test that is over takes its words along, and no more than some are kept', async () => {
  const machine = seat();
  const { desk, words } = machine.page();
  words.type(place, 'a');
  words.type({ examId: '0197f2a4-0000-7000-8000-000000000002', nth: 0 }, 'b');
  words.forget(examId);
  await desk.settled();
  expect(machine.disk.map(({ text }) => text)).toEqual(['b']);
  const many = Array.from({ length: 30 }, (_, nth): Words => ({ examId, nth, text: 'x' }));
  expect(many.reduce<readonly Words[]>(withExamWords, []).map(({ nth }) => nth)).toEqual(
    Array.from({ length: examWordsKept }, (_, i) => i + 10),
  );
});
