import { createHash } from 'node:crypto';
import { changeTask, placeOf, type TaskAgent } from '../../shared/domain/task.ts';
import type { VoiceMessage } from '../../shared/domain/voice-message.ts';
import type { TaskId } from '../../shared/ids.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { logReveal } from './call-ops.ts';
import { plain, result } from './expected-failures.ts';
import type { KeptSound } from './queries/voice-messages.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import type { SeatSession } from './seat-session.ts';
import { knownTask, openTasks } from './task-ops.ts';

/** What callers said while nobody was on shift, as this machine has it; the part of the store that is about it. */
export interface MessageShelf {
  /** Sounds that are here, whole or not. */
  keptSounds(): Promise<KeptSound[]>;
  /**
   * Those that should be here, what is due first on top: of the tasks in this agent's list, and of others that some
   * colleague on this machine fetched.
   */
  wantedSounds(agent: Omit<TaskAgent, 'agentNo'>): Promise<KeptSound[]>;
  /** False for bytes that are not what this hash names: nothing is kept of them. */
  keepSound(sha256: string, sound: Uint8Array): Promise<boolean>;
  dropSound(sha256: string): Promise<void>;
  /**
   * What was said, looked at as a whole; that he listened is on its way to the centre's audit log first. task.notFound,
   * task.closed, task.takenByOther, task.soundMissing, task.soundDamaged: one that is damaged is gone, and comes anew.
   */
  hearMessage(id: TaskId, agent: Omit<TaskAgent, 'agentNo'>, now: number): Promise<Result<HeardMessage>>;
}

export interface HeardMessage {
  readonly message: VoiceMessage;
  readonly sound: Uint8Array;
}

/** The part of the store's operations that is about messages. */
export function messageOps(desk: SeatDesk): Pick<SeatOps, keyof MessageShelf> {
  const { session } = desk;
  return {
    keptSounds: () => plain(desk, () => session().directory.sounds.list()),
    wantedSounds: (agent) => plain(desk, () => wantedSounds(session(), agent)),
    keepSound: (sha256, sound) => plain(desk, () => keepSound(session(), sha256, sound)),
    dropSound: (sha256) => plain(desk, () => session().directory.sounds.drop(sha256)),
    hearMessage: (id, agent, now) => result(desk, () => hearMessage(session(), id, agent, now)),
  };
}

export function wantedSounds(session: SeatSession, agent: Omit<TaskAgent, 'agentNo'>): KeptSound[] {
  const { agentNo, directory } = session;
  const kept = new Set(directory.sounds.list().map(({ sha256 }) => sha256));
  const [own, others]: [KeptSound[], KeptSound[]] = [[], []];
  for (const { task } of openTasks(session)) {
    if (!task.message) continue;
    const { sha256, size } = task.message;
    if (placeOf(task, { ...agent, agentNo })) own.push({ sha256, size });
    else if (kept.has(sha256)) others.push({ sha256, size });
  }
  return [...own, ...others];
}

/** What was said is gone with its task, whoever closed it. */
export function forgetSounds(session: SeatSession): void {
  const { sounds } = session.directory;
  const kept = sounds.list();
  if (kept.length === 0) return;
  const open = new Set(openTasks(session).flatMap(({ task }) => task.message?.sha256 ?? []));
  for (const { sha256 } of kept) if (!open.has(sha256)) sounds.drop(sha256);
}

export function keepSound({ directory }: SeatSession, sha256: string, sound: Uint8Array): boolean {
  if (hashOf(sound) !== sha256) return false;
  directory.sounds.put(sha256, sound);
  return true;
}

export function hearMessage(
  session: SeatSession,
  id: TaskId,
  agent: Omit<TaskAgent, 'agentNo'>,
  now: number,
): Result<HeardMessage> {
  const { agentNo, directory } = session;
  const task = knownTask(session, id)?.task;
  if (!task) return err(appError('task.notFound', 'none'));
  // Whoever could take it may hear it.
  const taken = changeTask(task, { change: { type: 'taken' }, by: agentNo, isLeader: agent.isLeader, at: now });
  if (typeof taken === 'string') return err(appError(`task.${taken}`, 'none'));
  if (!task.message || !placeOf(task, { ...agent, agentNo })) return err(appError('task.notFound', 'none'));
  const { sha256, size } = task.message;
  const sound = directory.sounds.get(sha256);
  if (!sound) return err(appError('task.soundMissing', 'auto'));
  if (sound.length !== size || hashOf(sound) !== sha256) {
    directory.sounds.drop(sha256);
    return err(appError('task.soundDamaged', 'auto'));
  }
  logReveal(session, { kind: 'task.heard', body: { taskId: id, sha256, at: now } }, task.customerId);
  return ok({ message: task.message, sound });
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
