import { v7 as uuidv7 } from 'uuid';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AgentNo } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { Exam, ExamAct } from '../../../shared/training/exam.ts';

export interface ExamState {
  /** Those the agent takes part in, newest first. */
  readonly exams: readonly Exam[];
  /** Of the one that is looked at. */
  readonly chosen: string | undefined;
  /** What callers ask most. */
  readonly questions: readonly string[];
  readonly error: AppError | undefined;
}

export interface NewExam {
  readonly trainee: AgentNo;
  readonly second: AgentNo;
  readonly questions: readonly string[];
}

export interface ExamActions {
  load(): Promise<void>;
  loadQuestions(): Promise<void>;
  choose(id: string | undefined): void;
  /** @returns whether it is open */
  open(exam: NewExam): Promise<boolean>;
  act(id: string, act: ExamAct): Promise<void>;
  clear(): void;
}

export type ExamStore = StoreApi<ExamState> & { readonly actions: ExamActions };

const nothing: ExamState = { exams: [], chosen: undefined, questions: [], error: undefined };

/** Pass tests as the centre has them; every act is kept there before it is shown here. */
export function createExamStore(desk: DeskApi): ExamStore {
  const store = createStore<ExamState>(() => nothing);
  const show = (exam: Exam): void => {
    const { exams } = store.getState();
    const isKnown = exams.some(({ id }) => id === exam.id);
    const changed = isKnown ? exams.map((each) => (each.id === exam.id ? exam : each)) : [exam, ...exams];
    store.setState({ exams: changed, error: undefined });
  };
  // A test that is opened twice because the answer was lost is one.
  let opening = uuidv7();
  let acting: Promise<void> = Promise.resolve();
  const load = async (): Promise<void> => {
    const answer = await desk.invoke('exams:list', {});
    store.setState(answer.ok ? { exams: answer.value, error: undefined } : { error: answer.error });
  };
  desk.on('examsChanged', () => void load());
  const actions: ExamActions = {
    load,
    loadQuestions: async () => {
      const answer = await desk.invoke('exams:questions', {});
      if (answer.ok) store.setState({ questions: answer.value });
    },
    choose: (chosen) => store.setState({ chosen, error: undefined }),
    open: async ({ trainee, second, questions }) => {
      const answer = await desk.invoke('exams:open', { id: opening, trainee, second, questions: [...questions] });
      if (!answer.ok) {
        store.setState({ error: answer.error });
        return false;
      }
      opening = uuidv7();
      show(answer.value);
      store.setState({ chosen: answer.value.id });
      return true;
    },
    act: (id, act) => {
      // One after the other: of two marks of one answer the later one stays.
      acting = acting.then(async () => {
        const answer = await desk.invoke('exams:act', { id, act });
        if (answer.ok) show(answer.value);
        else store.setState({ error: answer.error });
      });
      return acting;
    },
    clear: () => store.setState(nothing, true),
  };
  return Object.assign(store, { actions });
}
