import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TopQuestion } from '../../../shared/domain/top-questions.ts';
import type { AgentNo, MutationId } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { AskedExamAct } from '../../../shared/ipc/exam-commands.ts';
import type { Exam } from '../../../shared/training/exam.ts';
import { withUnsent, type KeptExamAct, type UnsentExamDeed } from '../../../shared/training/kept-exam-act.ts';
import { idOfContent } from '../../client/id-of-content.ts';
import { createExamWords, type ExamWords } from './exam-words.ts';
import { createExamDeeds, instantOf } from './exam-deeds.ts';

export interface ExamState {
  /**
   * Those the agent takes part in: the ones that are not over first, then as many of the others as were asked for. With what
   * he did himself, whether the centre has it or not.
   */
  readonly exams: readonly Exam[];
  /** Of the next page of those that are over. */
  readonly cursor: string | undefined;
  /** Of the one that is looked at. */
  readonly chosen: string | undefined;
  /** What callers ask most. */
  readonly questions: readonly TopQuestion[];
  readonly error: AppError | undefined;
  /** What he did that the centre does not have yet, in its order, and what it refused until he has read that. */
  readonly unsent: readonly UnsentExamDeed[];
  /** How many of those are in this window alone. */
  readonly unwritten: number;
  /** The centre's clock less this machine's, ms. */
  readonly aheadMs: number;
}

export type ExamDeed = AskedExamAct | KeptExamAct;

export interface NewExam {
  readonly trainee: AgentNo;
  readonly second: AgentNo;
  readonly questions: readonly string[];
}

export interface ExamActions {
  load(): Promise<void>;
  /** The next page of those that are over. */
  more(): Promise<void>;
  loadQuestions(): Promise<void>;
  choose(id: string | undefined): void;
  /** @returns whether it is open */
  open(exam: NewExam): Promise<boolean>;
  /**
   * Resolves when it was tried. @returns whether the centre has it; of what can't be done again, whether it is on this
   * machine's disk, from where it goes there by itself
   */
  act(id: string, act: ExamDeed): Promise<boolean>;
  /** The agent has read that the centre refused it. */
  dismiss(key: MutationId): Promise<void>;
  /** Tries once more to write what could not be. @returns whether all of it is on the disk */
  flush(): Promise<boolean>;
  /** Called before it is said that a question is answered: what still belongs to it. */
  onAnswering(last: () => void): void;
  clear(): void;
}

export type ExamStore = StoreApi<ExamState> & { readonly actions: ExamActions; readonly words: ExamWords };

export interface ExamParts {
  readonly desk: Pick<DeskApi, 'invoke' | 'on' | 'onCore'>;
  /** Who is signed in. */
  readonly who: () => AgentNo | undefined;
  /** UTC epoch ms of this machine. */
  readonly now: () => number;
  readonly after: (ms: number, then: () => void) => () => void;
}

const nothing: ExamState = {
  ...{
    exams: [],
    cursor: undefined,
    chosen: undefined,
    questions: [],
    error: undefined,
    unsent: [],
    unwritten: 0,
    aheadMs: 0,
  },
};

/** Pass tests as the centre has them, with what was done here; what can't be done again is on the disk first. */
export function createExamStore(parts: ExamParts): ExamStore {
  const { desk, now, who, after } = parts;
  const store = createStore<ExamState>(() => nothing);
  // As the centre has them.
  let there: readonly Exam[] = [];
  const show = (change: Partial<ExamState> = {}): void => {
    const unsent = deeds.all();
    store.setState({ ...change, unsent, unwritten: deeds.unwritten(), exams: withUnsent(there, unsent) });
  };
  const deeds = createExamDeeds({
    ...{ desk, after },
    onChanged: () => show(),
    onFailed: (error) => store.setState({ error }),
  });
  const take = (exam: Exam): void => {
    const isKnown = there.some(({ id }) => id === exam.id);
    there = isKnown ? there.map((each) => (each.id === exam.id ? exam : each)) : [exam, ...there];
    show({ error: undefined });
  };
  const lastWords: (() => void)[] = [];
  const words = createExamWords(desk);
  const idOf = idOfContent();
  const load = createLoad({ desk, now, deeds, there: () => there, chosen: () => store.getState().chosen }, (loaded) => {
    there = loaded.there;
    show(loaded.state);
  });
  desk.on('examsChanged', () => void load.run());
  desk.onCore((core) => {
    if (core === 'attached' && store.getState() !== nothing) void deeds.flush().then(load.run);
  });
  const ask = async (id: string, act: AskedExamAct): Promise<boolean> => {
    // What was done before comes before it: the core sends that first, of what is on its disk.
    await deeds.flush();
    const answer = await desk.invoke('exams:act', { id, act });
    if (answer.ok) take(answer.value);
    else store.setState({ error: answer.error });
    return answer.ok;
  };
  const keep = (id: string, act: KeptExamAct): Promise<boolean> => {
    const by = who();
    if (by === undefined) return Promise.resolve(false);
    const { exams, aheadMs } = store.getState();
    const exam = exams.find((each) => each.id === id);
    return deeds.add({ examId: id, act, by, at: instantOf(act, exam, by, now() + aheadMs) });
  };
  const actions: ExamActions = {
    load: async () => {
      await Promise.all([words.load(), load.run()]);
    },
    more: async () => {
      const { cursor } = store.getState();
      if (cursor === undefined) return;
      const answer = await desk.invoke('exams:list', { cursor });
      if (!answer.ok) return store.setState({ error: answer.error });
      const older = answer.value.exams;
      there = [...there.filter(({ id }) => !older.some((each) => each.id === id)), ...older];
      show({ cursor: answer.value.cursor });
    },
    loadQuestions: async () => {
      const answer = await desk.invoke('exams:questions', {});
      if (answer.ok) store.setState({ questions: answer.value });
    },
    choose: (chosen) => store.setState({ chosen, error: undefined }),
    open: async ({ trainee, second, questions }) => {
      const wanted = { trainee, second, questions: [...questions] };
      const answer = await desk.invoke('exams:open', { id: idOf(wanted), ...wanted });
      if (!answer.ok) {
        store.setState({ error: answer.error });
        return false;
      }
      idOf.renew();
      take(answer.value);
      store.setState({ chosen: answer.value.id });
      return true;
    },
    act: (id, act) => {
      if (act.type === 'answered') for (const say of lastWords) say();
      if (isKept(act)) return keep(id, act);
      const answer = ask(id, act);
      if (act.type === 'end' || act.type === 'cancel') void answer.then((isOver) => isOver && words.forget(id));
      return answer;
    },
    dismiss: deeds.dismiss,
    onAnswering: (last) => {
      lastWords.push(last);
    },
    flush: deeds.flush,
    clear: () => {
      idOf.renew();
      deeds.clear();
      words.clear();
      load.forget();
      there = [];
      store.setState(nothing, true);
    },
  };
  return Object.assign(store, { actions, words });
}

function isKept(act: ExamDeed): act is KeptExamAct {
  return act.type === 'search' || act.type === 'answered' || act.type === 'mark';
}

interface LoadParts extends Pick<ExamParts, 'desk' | 'now'> {
  readonly deeds: ReturnType<typeof createExamDeeds>;
  readonly there: () => readonly Exam[];
  readonly chosen: () => string | undefined;
}

interface Loaded {
  readonly there: readonly Exam[];
  readonly state: Partial<ExamState>;
}

/** One at a time; whoever asks meanwhile is answered by one more. */
function createLoad(
  { desk, now, deeds, there, chosen }: LoadParts,
  onLoaded: (loaded: Loaded) => void,
): { run(): Promise<void>; forget(): void } {
  let running: Promise<void> | undefined;
  let wanted = 0;
  let round = 0;

  const once = async (): Promise<void> => {
    const [own, asked] = [round, deeds.moment()];
    const answer = await desk.invoke('exams:list', {});
    // Signed out meanwhile.
    if (own !== round) return;
    if (!answer.ok) return onLoaded({ there: there(), state: { error: answer.error } });
    const { exams, cursor, now: centre, unsent, isOld } = answer.value;
    deeds.heard(unsent, asked);
    const state = { cursor, aheadMs: centre - now() };
    const away = appError('server.unreachable', 'auto');
    // What this window has seen itself is newer than what was written down.
    if (isOld) return onLoaded({ there: there().length > 0 ? there() : exams, state: { ...state, error: away } });
    const looked = there().find(({ id }) => id === chosen());
    // One of an older page that is looked at stays.
    const kept = looked && !exams.some(({ id }) => id === looked.id) ? [...exams, looked] : exams;
    onLoaded({ there: kept, state: { ...state, error: undefined } });
  };
  const all = async (): Promise<void> => {
    let served: number;
    do {
      served = wanted;
      await once();
    } while (served !== wanted);
    // At once with the last look at what is wanted.
    running = undefined;
  };
  return {
    run() {
      wanted += 1;
      return (running ??= all());
    },
    forget() {
      round += 1;
    },
  };
}
