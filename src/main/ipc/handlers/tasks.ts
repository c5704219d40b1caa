import { ok } from '../../../shared/ipc/result.ts';
import type { EmitEvent } from '../../event-hub.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';
import type { Dialling } from '../../features/calls/dial-address.ts';
import { changeTask, dialTask, listTasks, promiseCallBack, type TaskContext } from '../../features/tasks/tasks.ts';
import type { Handlers } from './handlers.ts';

export interface TasksContext {
  readonly dialling: Dialling;
  readonly isDemo: boolean;
  readonly emit: EmitEvent;
  readonly now: () => number;
}

type TaskCommand = 'tasks:list' | 'tasks:promise' | 'tasks:change' | 'tasks:dial';

export function taskHandlers({ dialling, isDemo, emit, now }: TasksContext): Pick<Handlers, TaskCommand> {
  const contextOf = ({ session, store }: Seat): TaskContext => ({ session, store, dialling, isDemo, now: now() });
  /** A row may leave, and what shows tasks looks again. */
  const changed = ({ sync }: Seat): void => {
    emit('tasksChanged', {});
    sync.wake();
  };
  return {
    'tasks:list': async (_input, seat) => ok(await listTasks(contextOf(seat))),
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
