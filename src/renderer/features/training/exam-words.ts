import { v7 as uuidv7 } from 'uuid';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { withExamWords, type ExamWords as Words } from '../../../shared/training/exam-words.ts';

type Place = Pick<Words, 'examId' | 'nth'>;

/** What an examiner types to ask on with: here at once, on the disk as fast as that answers, and back after a reload. */
export type ExamWords = StoreApi<readonly Words[]> & {
  /** What was typed before this page; what was typed in it since stays. */
  load(): Promise<void>;
  type(place: Place, text: string): void;
  /** Before these words are handed out. @returns their key, the same one as long as the centre has not answered */
  asking(place: Place, words: string): Promise<string>;
  /** The centre has them: what the field says besides stays. */
  asked(place: Place, words: string): void;
  /** The test is over. */
  forget(examId: string): void;
  clear(): void;
};

export function wordsAt(all: readonly Words[], { examId, nth }: Place): string {
  return all.find((words) => words.examId === examId && words.nth === nth)?.text ?? '';
}

export function createExamWords(desk: Pick<DeskApi, 'invoke' | 'onCore'>): ExamWords {
  const store = createStore<readonly Words[]>(() => []);
  const { getState: get, setState: set } = store;
  /** What the disk does not have yet, by place; only the newest of each is worth writing. */
  const unwritten = new Map<string, Words>();
  let touched = new Set<string>();
  let writing: Promise<void> | undefined;
  const nameOf = ({ examId, nth }: Place): string => `${examId} ${String(nth)}`;
  const known = ({ examId, nth }: Place): Words =>
    get().find((words) => words.examId === examId && words.nth === nth) ?? { examId, nth, text: '' };

  const writeAll = async (): Promise<void> => {
    for (;;) {
      const [next] = unwritten;
      if (!next) break;
      const [name, words] = next;
      const answer = await desk.invoke('exams:keepWords', words);
      // The core is away, or its disk is full: with the next letter, or when it is back.
      if (!answer.ok) break;
      if (unwritten.get(name) === words) unwritten.delete(name);
    }
    // At once with the last look at what there is.
    writing = undefined;
  };
  const write = (): Promise<void> => (unwritten.size === 0 ? Promise.resolve() : (writing ??= writeAll()));
  const change = (words: Words): Promise<void> => {
    set(withExamWords(get(), words), true);
    touched.add(nameOf(words));
    unwritten.set(nameOf(words), words);
    return write();
  };
  desk.onCore((core) => {
    if (core === 'attached') void write();
  });

  return Object.assign(store, {
    async load() {
      const answer = await desk.invoke('exams:words', {});
      if (!answer.ok) return;
      const before = answer.value.filter((words) => !touched.has(nameOf(words)));
      set([...before, ...get().filter((words) => touched.has(nameOf(words)))], true);
    },
    type: (place: Place, text: string) => void change({ ...known(place), text }),
    async asking(place: Place, words: string) {
      const { asked, ...rest } = known(place);
      const key = asked?.text === words ? asked.key : uuidv7();
      await change({ ...rest, asked: { text: words, key } });
      return key;
    },
    asked(place: Place, words: string) {
      const { asked: _, ...rest } = known(place);
      void change({ ...rest, text: rest.text.trim() === words ? '' : rest.text });
    },
    forget(examId: string) {
      for (const words of get().filter((each) => each.examId === examId)) {
        void change({ examId, nth: words.nth, text: '' });
      }
    },
    clear() {
      unwritten.clear();
      touched = new Set();
      set([], true);
    },
  });
}
