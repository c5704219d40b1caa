import { z } from 'zod';
import { breakReasons } from '../call/agent-state.ts';

/** Every state an agent may stand in, as it crosses boundaries. */
export const agentKindSchema = z.enum([
  'OFFLINE',
  'WARM_UP',
  'READY',
  'RINGING',
  'DIALING',
  'TALKING',
  'ACW',
  'NOT_READY',
  'BREAK',
]);
const breakReasonSchema = z.enum(breakReasons);
const systemReasonSchema = z.enum(['RINGING_TIMEOUT', 'REJECTED', 'FORCED']);

const ready = z.object({ kind: z.literal('READY') });
const notReady = z.object({ kind: z.literal('NOT_READY'), reason: systemReasonSchema.exactOptional() });
const onBreak = z.object({ kind: z.literal('BREAK'), reason: breakReasonSchema });
const warmUp = z.object({ kind: z.literal('WARM_UP') });
const offline = z.object({ kind: z.literal('OFFLINE') });

/** The state that comes after the call. */
const queuedStateSchema = z.discriminatedUnion('kind', [ready, notReady, onBreak, offline]);
const since = { since: z.number().int().nonnegative() };

/** A state in which no call is on the desk. */
export const restingKindSchema = z.discriminatedUnion('kind', [warmUp, ready, notReady, onBreak]);
export type RestingKind = z.infer<typeof restingKindSchema>;

/** The same with its beginning, UTC epoch ms. */
export const standingSchema = z.discriminatedUnion('kind', [
  warmUp.extend(since),
  ready.extend(since),
  notReady.extend(since),
  onBreak.extend(since),
]);
export type Standing = z.infer<typeof standingSchema>;

/** Where an agent stands, as his desk tells the centre: nothing of a caller. */
export const agentReportSchema = z
  .object({
    kind: agentKindSchema,
    reason: z.enum([...breakReasons, ...systemReasonSchema.options]).optional(),
    /** UTC epoch ms by the clock of the desk. */
    ...since,
    queued: queuedStateSchema.optional(),
    isOnCall: z.boolean(),
  })
  .refine(({ kind, reason }) => kind !== 'BREAK' || breakReasonSchema.safeParse(reason).success, { path: ['reason'] });
export type AgentReport = z.infer<typeof agentReportSchema>;

/** A call or its record is open at the desk. */
export function isBusyKind(kind: AgentReport['kind'] | undefined): boolean {
  return kind === 'RINGING' || kind === 'DIALING' || kind === 'TALKING' || kind === 'ACW';
}

/** A report of a state without a call, as the state it tells of; undefined for any other. */
export function standingOf({ kind, reason, since: from }: AgentReport): Standing | undefined {
  return standingSchema.safeParse({ kind, since: from, ...(reason !== undefined && { reason }) }).data;
}
