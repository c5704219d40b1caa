import { placeOf, type HeldTask, type Task, type TaskAgent, type TaskRow } from '../../../shared/domain/task.ts';
import type { VoiceMessage } from '../../../shared/domain/voice-message.ts';
import { taskIdSchema } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import type { CommandInput, CommandOutput, Session } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { maskPhone } from '../../../shared/text/mask-number.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import type { KnownTask } from '../../db/task-ops.ts';
import { addressOfCaller, dialAddress, redialText, type Dialling } from '../calls/dial-address.ts';

export interface TaskContext {
  readonly session: Session;
  readonly store: SeatStore;
  readonly dialling: Dialling;
  /** A demo has practice calls only, and a centre of its own. */
  readonly isDemo: boolean;
  readonly now: number;
}

/** The tasks that are something to this agent, by what is due first. */
export async function listTasks({ session, store }: TaskContext): Promise<TaskRow[]> {
  const [tasks, sounds] = await Promise.all([store.openTasks(), store.keptSounds()]);
  const here = new Set(sounds.map(({ sha256 }) => sha256));
  return tasks.flatMap((known) => rowOf(session, known, here) ?? []);
}

/** What this agent may hand over: his own, and as a leader what any colleague has in hand. */
export async function heldTasks({ session, store }: TaskContext): Promise<HeldTask[]> {
  const { agentNo, isLeader } = agentOf(session);
  return (await store.openTasks()).flatMap(({ task, ...way }) => {
    const { number, status: _status, version: _version, assignee, ...shown } = task;
    if (assignee === undefined || (assignee !== agentNo && !isLeader)) return [];
    return [{ ...shown, assignee, maskedNumber: maskPhone(number), ...way }];
  });
}

/** What a caller said, for the page to play; he who asks has listened to it. Codes as `SeatStore.hearMessage` has them. */
export async function messageSound(
  { session, store, now }: TaskContext,
  { id }: CommandInput<'tasks:sound'>,
): Promise<Result<CommandOutput<'tasks:sound'>>> {
  const heard = await store.hearMessage(id, agentOf(session), now);
  return heard.ok ? ok({ data: Buffer.from(heard.value.sound).toString('base64') }) : heard;
}

/**
 * Promises the other side of a call to call back. Its number is taken from the call's record, unless the caller wants to
 * be reached at another. Fails with `call.notFound`, `task.practice` and `phone.invalidNumber`.
 */
export async function promiseCallBack(
  { session, store, dialling, isDemo, now }: TaskContext,
  input: CommandInput<'tasks:promise'>,
): Promise<Result<Record<string, never>>> {
  const found = await store.getCall(input.callId);
  if (!found.ok) return found;
  const { facts } = found.value;
  // Nothing of a simulation reaches the centre.
  if (facts.isPractice && !isDemo) return err(appError('task.practice', 'none'));
  const written = input.number?.trim() ?? '';
  const address = written === '' ? await addressOfCaller(found.value, dialling) : await dialAddress(written, dialling);
  if (!address.ok) return address;
  const customer = facts.customerId === undefined ? undefined : await store.getCustomer(facts.customerId);
  const name = customer ? `${customer.name} ${customer.salutation}`.trim() : facts.displayName;
  const task: Task = {
    id: taskIdSchema.parse(input.id),
    kind: 'callBack',
    number: address.value.number,
    ...(name === undefined || name === '' ? {} : { name: name.slice(0, 100) }),
    ...(facts.customerId === undefined ? {} : { customerId: facts.customerId }),
    callId: input.callId,
    language: input.language,
    note: input.note,
    dueAt: input.dueAt,
    createdAt: now,
    createdBy: session.agent.agentNo,
    status: 'open',
    calls: 0,
    version: 1,
  };
  await store.createTask(task, now);
  return ok({});
}

export async function changeTask(
  { session, store, now }: TaskContext,
  { id, change }: CommandInput<'tasks:change'>,
): Promise<Result<Record<string, never>>> {
  const changed = await store.changeTask(id, change, agentOf(session), now);
  return changed.ok ? ok({}) : changed;
}

/**
 * What to dial for a task, which is his from now on; the centre hears who was given the number. A number that can't be
 * dialled is no attempt.
 */
export async function dialTask(
  { session, store, dialling, now }: TaskContext,
  { id }: CommandInput<'tasks:dial'>,
): Promise<Result<CommandOutput<'tasks:dial'>>> {
  const known = (await store.openTasks()).find(({ task }) => task.id === id);
  const address = known && (await dialAddress(redialText(known.task.number), dialling));
  if (address?.ok === false) return address;
  const changed = await store.changeTask(id, { type: 'called' }, agentOf(session), now);
  return changed.ok ? dialAddress(redialText(changed.value.task.number), dialling) : changed;
}

/** The sound that such a task should have. */
export async function soundOf(
  { store }: TaskContext,
  { id }: CommandInput<'tasks:sound'>,
): Promise<Pick<VoiceMessage, 'sha256' | 'size'> | undefined> {
  return (await store.openTasks()).find(({ task }) => task.id === id)?.task.message;
}

function agentOf({ agent }: Session): TaskAgent {
  return { agentNo: agent.agentNo, languages: agent.languages, isLeader: agent.role === 'leader' };
}

function rowOf(session: Session, { task, ...way }: KnownTask, here: ReadonlySet<string>): TaskRow | undefined {
  const { number, status: _status, version: _version, ...shown } = task;
  const place = placeOf(task, agentOf(session));
  const hasSound = task.message !== undefined && here.has(task.message.sha256);
  return place && { ...shown, maskedNumber: maskPhone(number), place, hasSound, ...way };
}
