import { Suspense, useCallback, useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import { errandOfTask, type TaskRow } from '../../shared/domain/task.ts';
import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import type { ActionId } from './key-map.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

/** None of it is needed before there is a task, which most starts go without. */
const TaskList = lazyPart(async () => (await import('../features/tasks/task-list.tsx')).TaskList);
const TaskReminder = lazyPart(async () => (await import('../features/tasks/task-reminder.tsx')).TaskReminder);
const PromiseSheet = lazyPart(async () => (await import('../features/tasks/promise-sheet.tsx')).PromiseSheet);
const HandedOver = lazyPart(async () => (await import('../features/tasks/handed-over.tsx')).HandedOver);
const TaskHandOver = lazyPart(async () => (await import('../features/tasks/task-hand-over.tsx')).TaskHandOver);
const ReasonSheet = lazyPart(async () => (await import('../features/tasks/reason-sheet.tsx')).ReasonSheet);

function callTask({ phone, tasks }: Stores, task: TaskRow): void {
  const { id, name, customerId, language } = task;
  tasks.closeSheet();
  void phone.actions.dialTask(id, { displayName: name, customerId, language, errand: errandOfTask(task) });
}

/** What calls the number of a task: nobody is called in the middle of a call, or without a line. */
function useTaskCalls(stores: Stores): (task: TaskRow) => (() => void) | undefined {
  const isRegistered = useStore(stores.phone, selectIsRegistered);
  const isBusy = useStore(stores.phone, ({ calls }) => calls.some((call) => isLive(call.state)));
  const isHere = useStore(stores.owner, ({ ownership }) => ownership.kind === 'owning');
  const canCall = isRegistered && isHere && !isBusy;
  return useCallback(
    (task) =>
      canCall && task.place !== 'promised'
        ? () => {
            callTask(stores, task);
          }
        : undefined,
    [canCall, stores],
  );
}

/** The list, on the desk without a call. */
export function DeskTasks({ stores }: { readonly stores: Stores }): ReactNode {
  const callOf = useTaskCalls(stores);
  const hasTasks = useStore(stores.tasks, ({ tasks }) => tasks.length > 0);
  const isLeader = useStore(stores.session, ({ session }) => session?.agent.role === 'leader');
  const mayPlay = useStore(stores.phone, ({ calls }) => !calls.some((call) => isLive(call.state)));
  return hasTasks || isLeader ? (
    <Suspense>
      <TaskList store={stores.tasks} player={stores.messages} {...{ callOf, mayPlay, isLeader }} />
    </Suspense>
  ) : null;
}

/** What is due, above everything. */
export function DueTasks({ stores }: { readonly stores: Stores }): ReactNode {
  const callOf = useTaskCalls(stores);
  const hasTasks = useStore(stores.tasks, ({ tasks }) => tasks.length > 0);
  // Until its record is closed: then the task is done, or due again.
  const calls = useStore(stores.phone, (state) => state.calls);
  const underWay = calls.flatMap(({ state }) => state.facts.errand?.taskId ?? []);
  const isInCall = calls.some(({ state }) => isLive(state));
  return hasTasks ? (
    <Suspense>
      {isInCall ? null : <HandedOver store={stores.tasks} />}
      <TaskReminder store={stores.tasks} callOf={callOf} underWay={underWay} />
    </Suspense>
  ) : null;
}

export function TaskSheets({ stores }: { readonly stores: Stores }): ReactNode {
  const { promising, asking, handingOver } = useStore(stores.tasks);
  const { putAside } = stores.tasks;
  const isRinging = useStore(stores.phone, ({ calls }) => calls.some(({ state }) => state.kind === 'ringing'));
  // Who rings is seen. What is being promised to another caller stays; what was written of a task waits at that task.
  const isInTheWay = isRinging && (asking !== undefined || handingOver !== undefined);
  useEffect(() => {
    if (isInTheWay) putAside();
  }, [isInTheWay, putAside]);
  return (
    <Suspense>
      {promising ? <PromiseSheet key={promising.callId} store={stores.tasks} caller={promising} /> : null}
      {asking ? <ReasonSheet key={asking.task.id} store={stores.tasks} {...asking} /> : null}
    </Suspense>
  );
}

/** Whether the agent who wants to sign out is first asked what becomes of what he has in hand. */
export function holdsTasks({ tasks, phone }: Stores): boolean {
  return phone.getState().calls.length === 0 && tasks.getState().tasks.some(({ place }) => place === 'mine');
}

/** 交班. A call that rings comes first: the sheet makes room. */
export function HandOverSlot(props: { readonly stores: Stores; readonly onLeave: () => void }): ReactNode {
  const { stores, onLeave } = props;
  const { tasks, tickets, colleagues, session } = stores;
  const handingOver = useStore(tasks, (state) => state.handingOver);
  const agentNo = useStore(session, (state) => state.session?.agent.agentNo);
  const drafts = useStore(tickets, (state) => state.drafts.length);
  const returned = useStore(tickets, (state) => state.tickets.filter(({ status }) => status === 'returned').length);
  if (!handingOver || agentNo === undefined) return null;
  return (
    <Suspense>
      <TaskHandOver
        store={tasks}
        {...{ ...handingOver, agentNo, colleagues, onLeave, ownWork: { drafts, returned } }}
      />
    </Suspense>
  );
}

/** Opens the sheet for the caller on the screen; the record says from then on what was agreed. */
export function promiseCallBack(stores: Stores, view: CallView): void {
  const facts = view.call?.state.facts;
  if (!facts) return;
  const { name, numberText, language } = view;
  const onPromised = (): void => {
    view.chooseDisposition('callbackBooked');
  };
  stores.tasks.openPromise({ callId: facts.callId, name, numberText, language, onPromised });
}

const taskActions = ['callTask', 'promiseCallBack'] as const satisfies readonly ActionId[];
export type TaskAction = (typeof taskActions)[number];

export function isTaskAction(id: ActionId): id is TaskAction {
  return taskActions.some((action) => action === id);
}

export function taskDeedOf(id: TaskAction, stores: Stores, view: CallView): (() => void) | undefined {
  if (id === 'promiseCallBack') {
    return view.call && view.call.state.kind !== 'ringing' ? () => promiseCallBack(stores, view) : undefined;
  }
  const phone = stores.phone.getState();
  const task = stores.tasks.getState().tasks.find(({ place }) => place !== 'promised');
  const isFree = selectIsRegistered(phone) && !phone.calls.some((call) => isLive(call.state));
  return task && isFree ? () => callTask(stores, task) : undefined;
}
