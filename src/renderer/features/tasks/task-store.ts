import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { HeldTask, TaskChange, TaskRow } from '../../../shared/domain/task.ts';
import type { AgentNo, CallId, TaskId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import { fromBase64 } from '../../client/bytes.ts';

/** The caller who is to be promised a call back. */
export interface PromisedCaller {
  readonly callId: CallId;
  readonly name: string;
  /** As the desk shows it. */
  readonly numberText: string;
  readonly language: CallerLanguage;
  /** It is on the disk. */
  readonly onPromised: () => void;
}

/** What is being written about putting a task off, or giving it up. */
export interface ReasonDraft {
  readonly taskId: TaskId;
  readonly what: 'postponed' | 'cancelled';
  readonly reason: string;
  readonly dueAt: number | undefined;
}

export interface TaskState {
  /** What is something to this agent, by what is due first. */
  readonly tasks: readonly TaskRow[];
  readonly promising: PromisedCaller | undefined;
  /** To be put off, or given up, with a reason. */
  readonly asking: { readonly task: TaskRow; readonly what: 'postponed' | 'cancelled' } | undefined;
  /** Outlives the sheet when a call comes in between: there again when the same is asked of the same task. */
  readonly written: ReasonDraft | undefined;
  /** What may be handed over, while the sheet for it is open. `isLeaving`: the agent signs out. */
  readonly handingOver: { readonly held: readonly HeldTask[]; readonly isLeaving: boolean } | undefined;
  /** The note for whoever goes on: outlives the sheet when a call comes in between. */
  readonly handOverNote: string;
  readonly error: AppError | undefined;
}

export type TaskStore = StoreApi<TaskState> & {
  load(): Promise<void>;
  openPromise(caller: PromisedCaller): void;
  /** Closes the sheet when it is on the disk; says why when not. */
  promise(input: CommandInput<'tasks:promise'>): Promise<void>;
  ask(task: TaskRow, what: 'postponed' | 'cancelled'): void;
  change(id: TaskId, change: TaskChange): Promise<void>;
  openHandOver(isLeaving: boolean): Promise<void>;
  /** One after another; those that went are out of the sheet when one of them fails. True when all went. */
  handOver(ids: readonly TaskId[], to: AgentNo | undefined): Promise<boolean>;
  /** What was said, for the player. */
  sound(id: TaskId): Promise<Result<Uint8Array<ArrayBuffer>>>;
  writeHandOver(note: string): void;
  write(draft: ReasonDraft): void;
  /** Takes the sheet away and keeps what was written in it. */
  putAside(): void;
  closeSheet(): void;
  clear(): void;
};

const noSheet = { promising: undefined, asking: undefined, handingOver: undefined, error: undefined };
const nothing: TaskState = { tasks: [], written: undefined, handOverNote: '', ...noSheet };
/** Several changes come close together. */
const settleMs = 100;

/** Tasks that the centre's agents share. */
export function createTaskStore(desk: DeskApi): TaskStore {
  const store = createStore<TaskState>(() => nothing);
  /** Counts the agents: what was asked for one is not shown to the next. */
  let session = 0;
  let settling: ReturnType<typeof setTimeout> | undefined;
  const load = async (): Promise<void> => {
    const asker = session;
    const answer = await desk.invoke('tasks:list', {});
    if (answer.ok && asker === session) store.setState({ tasks: answer.value });
  };
  const putAside = (): void => store.setState(noSheet);
  const closeSheet = (): void => {
    const { asking, written, handingOver } = store.getState();
    putAside();
    if (handingOver) store.setState({ handOverNote: '' });
    if (asking && asking.task.id === written?.taskId) store.setState({ written: undefined });
  };
  desk.on('tasksChanged', () => {
    clearTimeout(settling);
    settling = setTimeout(() => void load(), settleMs);
  });
  return Object.assign(store, {
    load,
    closeSheet,
    putAside,
    writeHandOver: (handOverNote: string) => store.setState({ handOverNote }),
    write: (written: ReasonDraft) => store.setState({ written }),
    openPromise: (promising: PromisedCaller) => store.setState({ ...noSheet, promising }),
    ask: (task: TaskRow, what: 'postponed' | 'cancelled') => store.setState({ ...noSheet, asking: { task, what } }),
    promise: async (input: CommandInput<'tasks:promise'>) => {
      const answer = await desk.invoke('tasks:promise', input);
      if (!answer.ok) return store.setState({ error: answer.error });
      store.getState().promising?.onPromised();
      closeSheet();
    },
    change: async (id: TaskId, change: TaskChange) => {
      store.setState({ error: undefined });
      const answer = await desk.invoke('tasks:change', { id, change });
      if (answer.ok) closeSheet();
      else store.setState({ error: answer.error });
      await load();
    },
    ...handOverDeeds(desk, store, load),
    sound: async (id: TaskId) => {
      const answer = await desk.invoke('tasks:sound', { id });
      return answer.ok ? ok(fromBase64(answer.value.data)) : answer;
    },
    clear: () => {
      session += 1;
      clearTimeout(settling);
      store.setState(nothing);
    },
  });
}

function handOverDeeds(
  desk: DeskApi,
  store: StoreApi<TaskState>,
  load: () => Promise<void>,
): Pick<TaskStore, 'openHandOver' | 'handOver'> {
  const show = async (isLeaving: boolean): Promise<void> => {
    const answer = await desk.invoke('tasks:held', {});
    if (answer.ok) store.setState({ ...noSheet, handingOver: { held: answer.value, isLeaving } });
    else store.setState({ error: answer.error });
  };
  return {
    openHandOver: show,
    handOver: async (ids, to) => {
      store.setState({ error: undefined });
      const note = store.getState().handOverNote.trim();
      const isLeaving = store.getState().handingOver?.isLeaving ?? false;
      const change: TaskChange = { type: 'handedOver', note, ...(to !== undefined && { to }) };
      for (const id of ids) {
        const answer = await desk.invoke('tasks:change', { id, change });
        if (answer.ok) continue;
        await show(isLeaving);
        store.setState({ error: answer.error });
        return false;
      }
      store.setState({ ...noSheet, handOverNote: '' });
      await load();
      return true;
    },
  };
}
