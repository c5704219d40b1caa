import { z } from 'zod';
import { agentNoSchema, callIdSchema, customerIdSchema, taskIdSchema, type AgentNo } from '../ids.ts';
import { riskAlarmSchema, type Errand } from './errand.ts';
import { callerLanguageSchema, type CallerLanguage } from './language.ts';
import { voiceMessageSchema } from './voice-message.ts';

/**
 * Work towards the outside that somebody of the centre has to do. Agents promise call-backs; alarms of the risk watch,
 * follow-ups and the calls of a fixed panel come from the centre, and so does `offHours`: somebody called while nobody was
 * on shift, and left a message.
 */
export const taskKindSchema = z.enum(['callBack', 'risk', 'followUp', 'panel', 'offHours']);

const at = z.number().int().nonnegative();
const reason = z.string().trim().min(1).max(200);
/** For whoever goes on with it. */
export const handOverNoteSchema = z.string().trim().max(200);

/** What an agent says of a task. Sent to the centre each by itself, so that two agents never overwrite each other. */
export const taskChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('taken') }),
  /** The number was handed to the phone; also the record of who was given it. Takes the task as well. */
  z.object({ type: z.literal('called') }),
  z.object({ type: z.literal('released') }),
  /** At the end of a shift: to a colleague, whose it is from then on, or to all who speak its language. */
  z.object({ type: z.literal('handedOver'), to: agentNoSchema.optional(), note: handOverNoteSchema }),
  z.object({ type: z.literal('postponed'), dueAt: at, reason }),
  z.object({ type: z.literal('done') }),
  z.object({ type: z.literal('cancelled'), reason }),
]);
export type TaskChange = z.infer<typeof taskChangeSchema>;

export const taskSchema = z.object({
  id: taskIdSchema,
  kind: taskKindSchema,
  /** Whom to call: E.164, else as it was written. Blank, as name and note are, once the task is closed. */
  number: z.string().max(64),
  /** Of a risk call: what is to be stopped. Gone with the number. */
  alarm: riskAlarmSchema.optional(),
  /** Of an off-hours call: what was said. Gone with the number. */
  message: voiceMessageSchema.optional(),
  name: z.string().max(100).optional(),
  customerId: customerIdSchema.optional(),
  /** The call in which it was promised. */
  callId: callIdSchema.optional(),
  /** Whoever takes it speaks this. */
  language: callerLanguageSchema,
  note: z.string().max(500),
  dueAt: at,
  createdAt: at,
  createdBy: agentNoSchema,
  status: z.enum(['open', 'done', 'cancelled']),
  assignee: agentNoSchema.optional(),
  /** Times that the number was called. */
  calls: z.number().int().min(0),
  /** The last time that it was put off, or why it was given up. */
  putOff: z.object({ by: agentNoSchema, at, reason }).optional(),
  /** The last time that it was handed over. `to` is the colleague who has it and has done nothing with it yet. */
  handOver: z.object({ by: agentNoSchema, at, note: handOverNoteSchema, to: agentNoSchema.optional() }).optional(),
  /** Rises with each change. */
  version: z.number().int().min(1),
});
export type Task = z.infer<typeof taskSchema>;
/** Without a number nothing can be promised. */
export const newTaskSchema = taskSchema.extend({ number: taskSchema.shape.number.min(1) });

export interface TaskChanged {
  readonly change: TaskChange;
  readonly by: AgentNo;
  /** Whether `by` is one. */
  readonly isLeader: boolean;
  /** UTC epoch ms. */
  readonly at: number;
}

/** Why a change does not fit the task as it is. */
export type TaskClash = 'closed' | 'takenByOther';

/**
 * The task after a change, the same one when the change says nothing new, or why it can't be. Pure: desk and centre
 * decide by it, the centre for all.
 */
export function changeTask(task: Task, { change, by, isLeader, at: moment }: TaskChanged): Task | TaskClash {
  if (task.status !== 'open') return change.type === task.status ? task : 'closed';
  const isHeldByOther = task.assignee !== undefined && task.assignee !== by;
  // What a colleague has in hand is given up by who promised it, such as when the customer calls again, or by a leader,
  // who also gives it to somebody else.
  const mayGiveUp = change.type === 'cancelled' && (isLeader || by === task.createdBy);
  const mayGiveAway = change.type === 'handedOver' && isLeader;
  if (isHeldByOther && !mayGiveUp && !mayGiveAway) return 'takenByOther';
  const next = takenOver({ ...task, version: task.version + 1 });
  switch (change.type) {
    case 'taken':
      return task.assignee === by && task.handOver?.to === undefined ? task : { ...next, assignee: by };
    case 'called':
      return { ...next, assignee: by, calls: task.calls + 1 };
    case 'released': {
      const { assignee, ...free } = next;
      return assignee === undefined ? task : free;
    }
    case 'handedOver':
      return handedOver(next, change, by, moment);
    case 'postponed':
      return { ...next, dueAt: change.dueAt, putOff: { by, at: moment, reason: change.reason } };
    case 'done':
      return closed({ ...next, assignee: by, status: 'done' });
    case 'cancelled':
      return closed({ ...next, status: 'cancelled', putOff: { by, at: moment, reason: change.reason } });
  }
}

/** Whoever does something with it has taken it over. */
function takenOver({ handOver, ...task }: Task): Task {
  if (!handOver) return task;
  const { to: _to, ...rest } = handOver;
  return { ...task, handOver: rest };
}

function handedOver(
  { assignee: _before, ...task }: Task,
  { to, note }: Extract<TaskChange, { type: 'handedOver' }>,
  by: AgentNo,
  at: number,
): Task {
  if (to === undefined) return { ...task, handOver: { by, at, note } };
  // Who keeps it himself has nothing to take over.
  return { ...task, assignee: to, handOver: { by, at, note, ...(to !== by && { to }) } };
}

/** Nobody is to be called for it any more: it keeps nothing of the customer but which one he was. */
function closed({ name: _name, alarm: _alarm, message: _message, handOver: _handOver, ...task }: Task): Task {
  return { ...task, number: '', note: '' };
}

/** What a call for this task is for: the words that it begins with follow from that. */
export function errandOfTask({ id, kind, alarm }: Pick<Task, 'id' | 'kind' | 'alarm'>): Errand {
  return { kind: kind === 'callBack' || kind === 'offHours' ? 'callback' : kind, taskId: id, ...(alarm && { alarm }) };
}

/** Who wants to see a task, or to do something with it. */
export interface TaskAgent {
  readonly agentNo: AgentNo;
  readonly languages: readonly CallerLanguage[];
  readonly isLeader: boolean;
}

/** `mine`: taken. `open`: free for who speaks its language. `promised`: for others, watched by who promised it. */
export type TaskPlace = 'mine' | 'open' | 'promised';

/** Where a task stands for an agent; undefined when it is none of his. A leader sees all that is free. */
export function placeOf({ status, assignee, language, createdBy }: Task, agent: TaskAgent): TaskPlace | undefined {
  if (status !== 'open') return undefined;
  if (assignee !== undefined) return assignee === agent.agentNo ? 'mine' : undefined;
  if (agent.languages.includes(language)) return 'open';
  return createdBy === agent.agentNo || agent.isLeader ? 'promised' : undefined;
}

/** A task as the page has it: masked, and no further than what the agent has to do with it. */
export const taskRowSchema = taskSchema.omit({ number: true, status: true, version: true }).extend({
  maskedNumber: z.string().max(64),
  place: z.enum(['mine', 'open', 'promised']),
  /** What was said is on this machine; false as well for a task without a message. */
  hasSound: z.boolean(),
  /** The centre has not heard of it yet, or of what the agent did with it last. */
  isUnsent: z.boolean(),
  /** Why the centre refused that. */
  refusal: z.string().max(60).optional(),
});
export type TaskRow = z.infer<typeof taskRowSchema>;

/** A task in somebody's hands, for whoever may hand it over. */
export const heldTaskSchema = taskRowSchema.omit({ place: true, hasSound: true }).required({ assignee: true });
export type HeldTask = z.infer<typeof heldTaskSchema>;
