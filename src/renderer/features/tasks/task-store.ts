import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { TaskChange, TaskRow } from '../../../shared/domain/task.ts';
import type { CallId, TaskId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

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
  readonly error: AppError | undefined;
}

export type TaskStore = StoreApi<TaskState> & {
  load(): Promise<void>;
  openPromise(caller: PromisedCaller): void;
  /** Closes the sheet when it is on the disk; says why when not. */
  promise(input: CommandInput<'tasks:promise'>): Promise<void>;
  ask(task: TaskRow, what: 'postponed' | 'cancelled'): void;
  change(id: TaskId, change: TaskChange): Promise<void>;
  write(draft: ReasonDraft): void;
  /** Takes the sheet away and keeps what was written in it. */
  putAside(): void;
  closeSheet(): void;
  clear(): void;
};

const nothing: TaskState = { tasks: [], promising: undefined, asking: undefined, written: undefined, error: undefined };
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
  const putAside = (): void => store.setState({ promising: undefined, asking: undefined, error: undefined });
  const closeSheet = (): void => {
    const { asking, written } = store.getState();
    putAside();
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
    write: (written: ReasonDraft) => store.setState({ written }),
    openPromise: (promising: PromisedCaller) => store.setState({ promising, asking: undefined, error: undefined }),
    ask: (task: TaskRow, what: 'postponed' | 'cancelled') =>
      store.setState({ asking: { task, what }, promising: undefined, error: undefined }),
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
    clear: () => {
      session += 1;
      clearTimeout(settling);
      store.setState(nothing);
    },
  });
}
