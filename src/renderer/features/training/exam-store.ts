import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TopQuestion } from '../../../shared/domain/top-questions.ts';
import type { AgentNo } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { ExamAct } from '../../../shared/training/change-exam.ts';
import type { Exam } from '../../../shared/training/exam.ts';
import { idOfContent } from '../../client/id-of-content.ts';

export interface ExamState {
  /** Those the agent takes part in: the ones that are not over first, then as many of the others as were asked for. */
  readonly exams: readonly Exam[];
  /** Of the next page of those that are over. */
  readonly cursor: string | undefined;
  /** Of the one that is looked at. */
  readonly chosen: string | undefined;
  /** What callers ask most. */
  readonly questions: readonly TopQuestion[];
  readonly error: AppError | undefined;
  /** What the trainee did, and marks, that the centre does not have yet; kept here and sent again. */
  readonly unsent: number;
  /** The centre's clock less this machine's, ms. */
  readonly aheadMs: number;
}

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
  /** Resolves when it was tried. @returns whether the centre has it */
  act(id: string, act: ExamAct): Promise<boolean>;
  /** Tries once more to send what waits. @returns whether nothing waits any more */
  flush(): Promise<boolean>;
  /** Called before it is said that a question is answered: what still belongs to it. */
  onAnswering(last: () => void): void;
  clear(): void;
}

export type ExamStore = StoreApi<ExamState> & { readonly actions: ExamActions };

export interface ExamParts {
  readonly desk: Pick<DeskApi, 'invoke' | 'on' | 'onCore'>;
  /** UTC epoch ms of this machine. */
  readonly now: () => number;
  /** Goes on evenly whatever is done to the clock, ms. */
  readonly ticks: () => number;
  readonly after: (ms: number, then: () => void) => () => void;
}

const nothing: ExamState = {
  ...{ exams: [], cursor: undefined, chosen: undefined, questions: [], error: undefined, unsent: 0, aheadMs: 0 },
};
const againMs = 3000;
/** As the centre takes it. */
const longestAgoMs = 86_400_000;

/** Pass tests as the centre has them; every act is kept there before it is shown here. */
export function createExamStore(parts: ExamParts): ExamStore {
  const { desk, now } = parts;
  const store = createStore<ExamState>(() => nothing);
  const show = (exam: Exam): void => {
    const { exams } = store.getState();
    const isKnown = exams.some(({ id }) => id === exam.id);
    store.setState({
      exams: isKnown ? exams.map((each) => (each.id === exam.id ? exam : each)) : [exam, ...exams],
      error: undefined,
    });
  };
  const sender = createSender(parts, show, (change) => store.setState(change));
  const lastWords: (() => void)[] = [];
  const idOf = idOfContent();
  const load = async (): Promise<void> => {
    const answer = await desk.invoke('exams:list', {});
    if (!answer.ok) return store.setState({ error: answer.error });
    const { exams, cursor, now: there } = answer.value;
    const chosen = store.getState().exams.find(({ id }) => id === store.getState().chosen);
    // One of an older page that is looked at stays.
    const kept = chosen && !exams.some(({ id }) => id === chosen.id) ? [...exams, chosen] : exams;
    store.setState({ exams: kept, cursor, aheadMs: there - now(), ...(sender.isFree() && { error: undefined }) });
  };
  // What waits goes first: what is asked for then has it.
  const refresh = (): void => void sender.send().then(load);
  desk.on('examsChanged', refresh);
  desk.onCore((core) => {
    if (core === 'attached' && store.getState() !== nothing) refresh();
  });
  const actions: ExamActions = {
    load,
    more: async () => {
      const { cursor } = store.getState();
      if (cursor === undefined) return;
      const answer = await desk.invoke('exams:list', { cursor });
      if (!answer.ok) return store.setState({ error: answer.error });
      const older = answer.value.exams;
      store.setState(({ exams }) => ({
        exams: [...exams.filter(({ id }) => !older.some((each) => each.id === id)), ...older],
        cursor: answer.value.cursor,
      }));
    },
    loadQuestions: async () => {
      const answer = await desk.invoke('exams:questions', {});
      if (answer.ok) store.setState({ questions: answer.value });
    },
    choose: (chosen) => store.setState({ chosen, ...(sender.isFree() && { error: undefined }) }),
    open: async ({ trainee, second, questions }) => {
      const wanted = { trainee, second, questions: [...questions] };
      const answer = await desk.invoke('exams:open', { id: idOf(wanted), ...wanted });
      if (!answer.ok) {
        store.setState({ error: answer.error });
        return false;
      }
      idOf.renew();
      show(answer.value);
      store.setState({ chosen: answer.value.id });
      return true;
    },
    act: (id, act) => {
      if (act.type === 'answered') for (const say of lastWords) say();
      return sender.add(id, act);
    },
    onAnswering: (last) => {
      lastWords.push(last);
    },
    flush: async () => {
      await sender.send();
      return sender.isFree();
    },
    clear: () => {
      idOf.renew();
      sender.clear();
      store.setState(nothing, true);
    },
  };
  return Object.assign(store, { actions });
}

interface Sender {
  /** Resolves when it was tried. @returns whether the centre has it */
  add(id: string, act: ExamAct): Promise<boolean>;
  /** All that waits, once more. */
  send(): Promise<void>;
  isFree(): boolean;
  clear(): void;
}

/** What can't be done again by whoever did it: it happened, or was judged, when the centre was away. */
function isKept({ type }: ExamAct): boolean {
  return type === 'search' || type === 'answered' || type === 'mark';
}

/** The centre may well take it later; a session that ended is renewed at the desk. */
function isAway({ code }: AppError): boolean {
  return code === 'server.unreachable' || code === 'ipc.coreGone' || code === 'auth.sessionExpired';
}

interface Waiting {
  readonly id: string;
  readonly act: ExamAct;
  readonly at: number;
}

/** One after the other, in the order in which they were done: of two marks of one answer the later one stays. */
function createSender(
  { desk, ticks, after }: ExamParts,
  onDone: (exam: Exam) => void,
  tell: (change: Pick<ExamState, 'error' | 'unsent'> | Pick<ExamState, 'unsent'>) => void,
): Sender {
  let waiting: Waiting[] = [];
  const taken = new WeakSet<Waiting>();
  let sending: Promise<void> | undefined;
  let cancel: () => void = () => undefined;

  const sendAll = async (): Promise<void> => {
    for (let next = waiting[0]; next; next = waiting[0]) {
      const { id, act, at } = next;
      const agoMs = Math.min(Math.round(ticks() - at), longestAgoMs);
      const timed = act.type === 'search' || act.type === 'answered' ? { ...act, agoMs } : act;
      const answer = await desk.invoke('exams:act', { id, act: timed });
      // Signed out meanwhile.
      if (waiting[0] !== next) continue;
      if (!answer.ok && isAway(answer.error) && isKept(act)) {
        waiting = waiting.filter((each) => isKept(each.act));
        tell({ error: answer.error, unsent: waiting.length });
        cancel = after(againMs, () => void send());
        break;
      }
      waiting = waiting.slice(1);
      if (answer.ok) {
        taken.add(next);
        onDone(answer.value);
      }
      tell(answer.ok ? { unsent: waiting.length } : { error: answer.error, unsent: waiting.length });
    }
    // At once with the last look at what waits: nothing is added in between.
    sending = undefined;
  };
  const send = (): Promise<void> => {
    if (waiting.length === 0) return Promise.resolve();
    cancel();
    return (sending ??= sendAll());
  };
  return {
    add: async (id, act) => {
      const own: Waiting = { id, act, at: ticks() };
      waiting = [...waiting, own];
      await send();
      return taken.has(own);
    },
    send,
    isFree: () => waiting.length === 0,
    clear: () => {
      cancel();
      waiting = [];
    },
  };
}
