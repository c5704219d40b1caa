import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import { examCallOf, isAsked, runningExam } from '../features/training/running-exam.ts';
import { openPlaces, type Exam } from '../../shared/training/exam.ts';
import type { Stores } from './stores.ts';

type Tested = Pick<Stores, 'exams' | 'session'>;

/** The test that the agent at this desk is in. */
export function ownExam({ exams, session }: Tested): Exam | undefined {
  return runningExam(exams.getState().exams, session.getState().session?.agent.agentNo);
}

/** Nothing but the knowledge base: a test goes on, and no caller of the centre's own is there, who needs everything. */
export function isTestedAlone(stores: Tested & Pick<Stores, 'phone'>): boolean {
  return ownExam(stores) !== undefined && stores.phone.getState().calls.every(({ state }) => state.facts.isPractice);
}

/** A word is typed when its writer has paused. */
const typedAfterMs = 1000;

/** What a pass test does at the trainee's desk. */
export function wireExams(stores: Stores): void {
  noteSearches(stores);
  playCalls(stores);
  // The question must be seen at once, whatever he was reading aloud.
  let last: string | undefined;
  stores.exams.subscribe(() => {
    const id = isAsked(ownExam(stores)) ? ownExam(stores)?.id : undefined;
    if (id !== undefined && id !== last) {
      stores.drills.actions.close();
      if (isTestedAlone(stores)) stores.procedures.close();
    }
    last = id;
  });
}

/** What the trainee looks up is written down: what he typed when he paused, and the articles that he opened. */
function noteSearches(stores: Stores): void {
  const { exams, knowledge } = stores;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  const note = (words: string, article?: string): void => {
    const exam = ownExam(stores);
    // What he looks up for a caller of the centre's is nobody's business here.
    const nth = exam && openPlaces(exam).at(-1);
    if (!exam || nth === undefined || !isTestedAlone(stores)) return;
    told = words;
    void exams.actions.act(exam.id, { type: 'search', nth, words, ...(article !== undefined && { article }) });
  };
  const typed = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const words = knowledge.getState().query.trim().slice(0, 100);
    if (words !== '' && words !== told) note(words);
  };
  knowledge.subscribe(({ open, query }, before) => {
    if (query !== before.query) {
      // Begun anew: the same words are another search.
      if (query.trim() === '') told = '';
      clearTimeout(timer);
      timer = setTimeout(typed, typedAfterMs);
    }
    if (!open || open === before.open) return;
    if (timer !== undefined) typed();
    note(query.trim().slice(0, 100), open.article.title.trim().slice(0, 200));
  });
  // What was typed last belongs to that question still.
  exams.actions.onAnswering(() => {
    if (timer !== undefined) typed();
  });
  exams.subscribe(() => {
    if (!isAsked(ownExam(stores))) told = '';
  });
}

/** A question that is played as a call rings here, and does what the examiners want of it; with its answer it is over. */
function playCalls(stores: Stores): void {
  const { exams, owner, phone, practice } = stores;
  let playing: { readonly id: string; readonly done: Set<string> } | undefined;
  const follow = (): void => {
    const exam = ownExam(stores);
    const asked = examCallOf(exam);
    const id = exam && asked && `${exam.id} ${String(asked.nth)}`;
    if (playing !== undefined && playing.id !== id) {
      playing = undefined;
      void practice.actions.cancel();
    }
    if (id === undefined || !asked) return;
    const { scenario, steers } = asked.call;
    if (playing === undefined) {
      // As soon as somebody can pick up, and never into another call.
      const isReady = practice.getState().scenarios.length > 0 && selectIsRegistered(phone.getState());
      if (!isReady || owner.getState().ownership.kind !== 'owning' || phone.getState().calls.length > 0) return;
      // What was wished of a call that is gone is gone with it.
      playing = { id, done: new Set(steers.map(({ key }) => key)) };
      void practice.actions.ring(scenario);
      return;
    }
    for (const { key, wish } of steers) {
      if (playing.done.has(key)) continue;
      playing.done.add(key);
      practice.actions.steer(scenario, wish);
    }
  };
  exams.subscribe(follow);
  practice.subscribe(follow);
  phone.subscribe(follow);
  owner.subscribe(follow);
}
