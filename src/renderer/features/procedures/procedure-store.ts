import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import {
  beginRun,
  moveOn,
  stepAt,
  type ProcedureEvent,
  type ProcedureRun,
} from '../../../shared/procedure/procedure-run.ts';

/** Whom a run is for: a call, or nobody. */
export const withoutCall = 'desk';

export interface ProcedureState {
  readonly procedures: readonly Procedure[];
  readonly isOpen: boolean;
  /** One at a time for each call. */
  readonly runs: Readonly<Record<string, ProcedureRun>>;
  /** As they were when each run began, whatever the centre has published since. */
  readonly begun: Readonly<Record<string, Procedure>>;
  /** What was typed into a step, by call and step; there again when the agent comes back to it. */
  readonly typed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly isAsking: boolean;
  readonly error: AppError | undefined;
}

/** What the business system is asked about. */
export type Subject = Omit<CommandInput<'business:lookUp'>, 'kind'>;

export type ProcedureStore = StoreApi<ProcedureState> & {
  load(): Promise<void>;
  open(): void;
  /** The run stays where it is. */
  close(): void;
  begin(key: string, id: string, subject: Subject): void;
  send(key: string, event: ProcedureEvent, subject: Subject): void;
  type(key: string, step: string, text: string): void;
  askAgain(key: string, subject: Subject): void;
  /** Ends a run, and shows the list. */
  leave(key: string): void;
  clear(): void;
};

const nothing = { isOpen: false, runs: {}, begun: {}, typed: {}, isAsking: false, error: undefined } as const;

function without<T>(all: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...others } = all;
  return others;
}

/** Runs live in the page: the result lies in the ticket's draft as soon as there is one. */
export function createProcedureStore(desk: DeskApi): ProcedureStore {
  const store = createStore<ProcedureState>(() => ({ procedures: [], ...nothing }));
  const { getState: get, setState: set } = store;
  function keep(key: string, run: ProcedureRun): void {
    set({ runs: { ...get().runs, [key]: run } });
  }

  /** Asks the business system as soon as a check stands there. */
  async function ask(key: string, subject: Subject): Promise<void> {
    const { [key]: run } = get().runs;
    const { [key]: procedure } = get().begun;
    if (!run || !procedure) return;
    const step = stepAt(procedure, run.at);
    if (step.kind !== 'check' || run.lookedUp) return;
    set({ isAsking: true });
    const result = await desk.invoke('business:lookUp', { kind: step.lookUp, ...subject });
    set({ isAsking: false });
    // He went on, or back, meanwhile.
    if (get().runs[key] !== run) return;
    if (result.ok) keep(key, moveOn(procedure, run, { type: 'lookedUp', answer: result.value }));
    else set({ error: result.error });
  }

  let asked = 0;
  async function load(): Promise<void> {
    const turn = ++asked;
    const result = await desk.invoke('procedures:all', {});
    // They changed again meanwhile, and the newer answer is here or on its way.
    if (turn !== asked) return;
    if (result.ok) set({ procedures: result.value, error: undefined });
    else set({ error: result.error });
  }
  // Those under way stay as they began; the next one begins with what the centre has now.
  desk.on('proceduresUpdated', () => void load());

  return Object.assign(store, {
    load,
    open: () => set({ isOpen: true }),
    close: () => set({ isOpen: false }),
    begin(key: string, id: string, subject: Subject) {
      const procedure = get().procedures.find((entry) => entry.id === id);
      if (!procedure) return;
      const { typed, begun } = get();
      set({ isOpen: true, error: undefined, typed: without(typed, key), begun: { ...begun, [key]: procedure } });
      keep(key, beginRun(procedure));
      void ask(key, subject);
    },
    send(key: string, event: ProcedureEvent, subject: Subject) {
      const { [key]: run } = get().runs;
      const { [key]: procedure } = get().begun;
      if (!run || !procedure) return;
      set({ error: undefined });
      keep(key, moveOn(procedure, run, event));
      void ask(key, subject);
    },
    type(key: string, step: string, text: string) {
      const { typed } = get();
      set({ typed: { ...typed, [key]: { ...typed[key], [step]: text } } });
    },
    askAgain(key: string, subject: Subject) {
      const run = get().runs[key];
      if (!run || get().isAsking) return;
      set({ error: undefined });
      const { lookedUp: _, ...open } = run;
      keep(key, open);
      void ask(key, subject);
    },
    leave(key: string) {
      const { runs, begun, typed } = get();
      set({ runs: without(runs, key), begun: without(begun, key), typed: without(typed, key) });
    },
    clear: () => set(nothing),
  });
}
