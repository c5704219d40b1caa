import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { keyProblems } from '../../../shared/setup/centre-keys.ts';
import { checkSeatConfig, type CheckedSeat } from '../../../shared/setup/check-seat-config.ts';
import type { ServerFindings } from '../../../shared/setup/findings.ts';
import { readSeatFile } from '../../../shared/setup/seat-file.ts';
import type { SeatProblem } from '../../../shared/setup/seat-problem.ts';
import { configOfForm, emptyForm, formOfConfig, type SeatForm } from './seat-form.ts';

export interface SetupState {
  readonly isOpen: boolean;
  readonly form: SeatForm;
  /** Before the last file was taken over, so that nothing typed is lost. */
  readonly formBefore: SeatForm | undefined;
  /** What the core or the server found wrong, until the field is changed. */
  readonly found: readonly SeatProblem[];
  /** What a file said that has no place in the fields. */
  readonly leftOut: readonly SeatProblem[];
  /** Fields that were left once; after a try to save every field is shown with what is wrong. */
  readonly touched: ReadonlySet<string>;
  readonly isTried: boolean;
  /** Keys that the server offers, for a person to compare. */
  readonly offer: ServerFindings | undefined;
  readonly isFetching: boolean;
  readonly isSaving: boolean;
  /** The profile that saving would write over. */
  readonly replaces: string | undefined;
  readonly error: AppError | undefined;
  open(): void;
  close(): void;
  /** `field` is the path that changes, as in a problem: what was found wrong with it no longer counts. */
  edit(field: string, change: (form: SeatForm) => SeatForm): void;
  touch(field: string): void;
  /** Answers the line where the text stops being JSON, undefined when it was taken over. */
  takeOver(text: string): number | undefined;
  undoTakeOver(): void;
  /** Starts from a profile that is there. */
  startFrom(name: string): Promise<void>;
  fetchKeys(): Promise<void>;
  answerOffer(isSame: boolean): void;
  /** Marks keys that differ from those of the server. */
  compareKeys(offered: ServerFindings): boolean;
  /** Answers the name of the profile once it is written; undefined when something is wrong or has to be confirmed. */
  save(isReplacing: boolean): Promise<string | undefined>;
  keepOld(): void;
}

export type SetupStore = StoreApi<SetupState>;

const untouched = {
  found: [],
  touched: new Set<string>(),
  isTried: false,
  offer: undefined,
  replaces: undefined,
  error: undefined,
} as const;

/** The set-up page's fields. They stay while the page is closed. */
export function createSetupStore(desk: DeskApi): SetupStore {
  return createStore<SetupState>((set, get) => ({
    ...untouched,
    ...{ isOpen: false, form: emptyForm, formBefore: undefined, leftOut: [], isFetching: false, isSaving: false },
    open: () => set({ isOpen: true, error: undefined }),
    close: () => set({ isOpen: false }),
    edit(field, change) {
      const { form, found } = get();
      set({ form: change(form), found: found.filter((problem) => !isWithin(problem.field, field)) });
    },
    touch(field) {
      set({ touched: new Set([...get().touched, field]) });
    },
    takeOver(text) {
      const read = readSeatFile(text);
      if (!read.isJson) return read.line;
      const form = formOfConfig(read.value);
      const shown = ownProblems(form);
      const isShown = ({ field }: SeatProblem): boolean => shown.some((problem) => isWithin(problem.field, field));
      const leftOut = problemsOf(checkSeatConfig(read.value)).filter((problem) => !isShown(problem));
      set({ ...untouched, form, formBefore: get().form, leftOut, isTried: true });
      return undefined;
    },
    undoTakeOver() {
      const { formBefore } = get();
      if (formBefore) set({ ...untouched, form: formBefore, formBefore: undefined, leftOut: [] });
    },
    async startFrom(name) {
      set({ isOpen: true, error: undefined });
      const read = await desk.invoke('profiles:read', { name });
      if (read.ok) get().takeOver(read.value.text);
      else set({ error: read.error });
    },
    async fetchKeys() {
      set({ isFetching: true, offer: undefined, error: undefined });
      const answer = await desk.invoke('setup:testServer', { url: get().form.centre.url.trim() });
      set({ isFetching: false });
      if (answer.ok) {
        set({ offer: answer.value });
        get().compareKeys(answer.value);
      } else set({ error: answer.error });
    },
    answerOffer(isSame) {
      const { offer, form } = get();
      set({ offer: undefined });
      if (!offer || !isSame) return;
      const { sealingKey, signingKey } = offer;
      const name = form.centre.name.trim() === '' ? offer.name : form.centre.name;
      get().edit('centre', (now) => ({ ...now, centre: { ...now.centre, name, sealingKey, signingKey } }));
    },
    compareKeys(offered) {
      const { sealingKey, signingKey } = get().form.centre;
      const differing = keyProblems({ sealingKey: sealingKey.trim(), signingKey: signingKey.trim() }, offered);
      const others = get().found.filter(({ code }) => code !== 'keyDiffers');
      set({ found: [...others, ...differing] });
      return differing.length === 0;
    },
    async save(isReplacing) {
      set({ isTried: true, replaces: undefined, error: undefined });
      if (allProblems(get()).length > 0) return undefined;
      set({ isSaving: true });
      const answer = await desk.invoke('setup:save', { config: configOfForm(get().form), isReplacing });
      set({ isSaving: false });
      if (!answer.ok) {
        set({ error: answer.error });
        return undefined;
      }
      if (answer.value.outcome === 'wrong') set({ found: answer.value.problems });
      if (answer.value.outcome === 'exists') set({ replaces: answer.value.name });
      if (answer.value.outcome !== 'saved') return undefined;
      set({ ...untouched, form: emptyForm, formBefore: undefined, leftOut: [] });
      return answer.value.name;
    },
    keepOld: () => set({ replaces: undefined }),
  }));
}

/** Each field asks, and asks again at every change: what was found for a form is kept as long as the form is. */
const known = new WeakMap<SeatForm, readonly SeatProblem[]>();

function ownProblems(form: SeatForm): readonly SeatProblem[] {
  const found = known.get(form) ?? problemsOf(checkSeatConfig(configOfForm(form)));
  known.set(form, found);
  return found;
}

/** Everything wrong with what stands in the fields, shown or not yet. */
export function allProblems({ form, found }: Pick<SetupState, 'form' | 'found'>): readonly SeatProblem[] {
  const own = ownProblems(form);
  return [...own, ...found.filter(({ field }) => !own.some((problem) => problem.field === field))];
}

/** The problem to show beside a field: its own, or one of its parts where it has no fields of theirs. */
export function problemAt(state: SetupState, field: string, withParts = false): SeatProblem | undefined {
  const isShown = state.isTried || state.touched.has(field);
  return allProblems(state).find((problem) => {
    const isHere = problem.field === field || (withParts && isWithin(problem.field, field));
    return isHere && (isShown || state.found.includes(problem));
  });
}

function isWithin(field: string, part: string): boolean {
  return field === part || field.startsWith(`${part}.`);
}

function problemsOf(checked: CheckedSeat): readonly SeatProblem[] {
  return checked.isRight ? [] : checked.problems;
}
