import type { TaskId } from '../../../shared/ids.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import type { Dialling } from '../../features/calls/dial-address.ts';
import {
  changeTask,
  dialTask,
  heldTasks,
  listTasks,
  messageSound,
  promiseCallBack,
  soundOf,
  type TaskContext,
} from '../../features/tasks/tasks.ts';
import type { Handlers } from './handlers.ts';

export interface TasksContext {
  readonly dialling: Dialling;
  readonly isDemo: boolean;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type TaskCommand = Extract<keyof Handlers, `tasks:${string}`>;

export function taskHandlers({ dialling, isDemo, emit, now }: TasksContext): Pick<Handlers, TaskCommand> {
  const contextOf = ({ session, store }: Seat): TaskContext => ({ session, store, dialling, isDemo, now: now() });
  /** A row may leave, and what shows tasks looks again. */
  const changed = ({ sync }: Seat): void => {
    emit('tasksChanged', {});
    sync.wake();
  };
  /** One that is not here, or was damaged, comes before all others. */
  const askForSound = async (seat: Seat, id: TaskId): Promise<void> => {
    const sound = await soundOf(contextOf(seat), { id });
    if (sound) seat.sync.sounds.ask(sound);
    emit('tasksChanged', {});
  };
  return {
    'tasks:list': async (_input, seat) => ok(await listTasks(contextOf(seat))),
    'tasks:held': async (_input, seat) => ok(await heldTasks(contextOf(seat))),
    async 'tasks:sound'(input, seat) {
      const heard = await messageSound(contextOf(seat), input);
      // The entry of the audit log may leave.
      if (heard.ok) seat.sync.wake();
      else await askForSound(seat, input.id);
      return heard;
    },
    async 'tasks:promise'(input, seat) {
      const promised = await promiseCallBack(contextOf(seat), input);
      if (promised.ok) changed(seat);
      return promised;
    },
    async 'tasks:change'(input, seat) {
      const done = await changeTask(contextOf(seat), input);
      if (done.ok) changed(seat);
      return done;
    },
    async 'tasks:dial'(input, seat) {
      const dialled = await dialTask(contextOf(seat), input);
      if (dialled.ok) changed(seat);
      return dialled;
    },
  };
}
