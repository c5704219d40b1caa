import { z } from 'zod';
import type { AuditDeed } from '../audit/audit-chain.ts';
import { agentNoSchema, deviceIdSchema, mutationIdSchema } from '../../src/shared/ids.ts';
import type { MutationId } from '../../src/shared/ids.ts';
import type { PullStream, PushOutcome } from '../../src/shared/sync/wire.ts';

/** The part of a mutation that says who made it; read before the signature is known to hold. */
export const mutationHeadSchema = z.object({ id: mutationIdSchema, agentNo: agentNoSchema, deviceId: deviceIdSchema });
export type MutationHead = z.infer<typeof mutationHeadSchema>;

/** Why a mutation was refused; docs/PROTOCOL.md says what each means for the desk. */
export type RefusalCode =
  | 'mutation.invalid'
  | 'mutation.idMismatch'
  | 'mutation.wrongAgent'
  | 'mutation.badSignature'
  | 'mutation.unknownKind'
  | 'mutation.idReused'
  | 'seal.unreadable'
  | 'ticket.missingField'
  | 'ticket.fieldInvalid'
  | 'ticket.unknownForm'
  | 'ticket.numberTaken'
  | 'ticket.otherAuthor'
  | 'ticket.textChanged'
  | 'ticket.unknownBase'
  | 'ticket.unknown'
  | 'ticket.unknownParent'
  | 'ticket.ended'
  | 'sms.noPort'
  | 'sms.notMobile'
  | 'sms.foreignNumber'
  | 'sms.textNotApproved'
  | 'sms.textDiffers'
  | 'sms.tooMany'
  | 'sms.tooLate'
  | 'call.otherAuthor'
  | 'call.practice'
  | 'customer.unknown'
  | 'customer.idTaken'
  | 'customer.fieldChanged'
  | 'task.idTaken'
  | 'task.unknown'
  | 'task.closed'
  | 'task.takenByOther'
  | 'task.notForThem'
  | 'line.idTaken'
  | 'line.notYourLanguage'
  | 'line.unknown'
  | 'line.notALeader'
  | 'line.ownProposal'
  | 'line.decided'
  | 'exam.unknown'
  | 'exam.notYours'
  | 'exam.notNow'
  | 'exam.over';

/** What became of a mutation whose signature held, and the streams that changed with it. */
export interface Decision {
  readonly outcome: 'applied' | 'rejected' | 'conflict';
  readonly code?: RefusalCode;
  readonly field?: string;
  readonly streams: readonly PullStream[];
  /** Goes into the audit log with it. */
  readonly deed?: AuditDeed;
  /**
   * Another change has to arrive first: nothing was kept, and the same change is judged anew when it comes again. Rows of
   * several authors may reach the centre in any order.
   */
  readonly isEarly?: boolean;
}

export const overtaken: Decision = { outcome: 'applied', streams: [] };

export function refuse(code: RefusalCode, field?: string): Decision {
  return { outcome: 'rejected', code, streams: [], ...(field !== undefined && { field }) };
}

/** It speaks of what the centre does not have, or not yet. */
export function early(code: RefusalCode, field: string): Decision {
  return { ...refuse(code, field), isEarly: true };
}

/** `streams`: what changed all the same. */
export function conflict(code: RefusalCode, field?: string, streams: readonly PullStream[] = []): Decision {
  return { outcome: 'conflict', code, streams, ...(field !== undefined && { field }) };
}

export function rejected(id: MutationId, code: RefusalCode, field?: string): PushOutcome {
  return field === undefined ? { id, outcome: 'rejected', code } : { id, outcome: 'rejected', code, field };
}

/** Name of the first field that does not fit; fields of the body stand without `body.`. */
export function fieldOf(error: z.ZodError): string {
  const path = error.issues[0]?.path ?? [];
  return (path[0] === 'body' ? path.slice(1) : path).join('.').slice(0, 60);
}

/** Undefined for a text that is not JSON. */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
