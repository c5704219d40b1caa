import { z } from 'zod';
import { callerLanguageSchema } from '../domain/language.ts';
import { ticketTypeSchema } from '../domain/ticket.ts';
import { agentNoSchema, callIdSchema, scenarioIdSchema } from '../ids.ts';
import { listenerMarksSchema } from '../training/practice-result.ts';
import { rolePlayAnswerSchema, rolePlayEndingSchema, rolePlayPartSchema } from '../training/role-play.ts';

const id = z.uuid();

/** A longer SIP message travels in pieces: a notice of the database holds 8000 bytes, whatever the letters are. */
export const longestPiece = 2000;
/** Bytes of one notice. */
export const longestNotice = 7500;

/** What the trainee did at his desk, for the guidance of whoever plays the caller: neither words nor numbers. */
const traineeDeedSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...{ type: z.literal('said'), moment: z.string().max(100), kind: z.string().max(100) },
    lang: callerLanguageSchema.optional(),
  }),
  z.strictObject({ type: z.literal('articleOpened'), group: z.string().max(100) }),
  z.strictObject({ type: z.literal('ticketSaved'), ticketType: ticketTypeSchema }),
]);

/** What one desk says to the other; the centre passes it on, and keeps nothing of it. */
export const rolePlayFrameSchema = z.discriminatedUnion('type', [
  /** A piece of a SIP message; the last one has no `isMore`. */
  z.strictObject({
    ...{ type: z.literal('sip'), text: z.string().min(1).max(longestPiece) },
    isMore: z.literal(true).optional(),
  }),
  /** The trainee's desk can be rung, as this user of its exchange of practice. */
  z.strictObject({
    ...{ type: z.literal('line'), round: z.number().int().min(1), scenarioId: scenarioIdSchema },
    user: z.string().min(1).max(64),
  }),
  /** This desk is still there. */
  z.strictObject({ type: z.literal('here') }),
  z.strictObject({ type: z.literal('deed'), deed: traineeDeedSchema }),
  /** Please say that again. */
  z.strictObject({ type: z.literal('repeat') }),
  /** What the trainee's call came to. */
  z.strictObject({ type: z.literal('sheet'), callId: callIdSchema, score: z.number().int().min(0).max(100) }),
  /** What only an ear can judge, of that call. */
  z.strictObject({ type: z.literal('marks'), callId: callIdSchema, marks: listenerMarksSchema.shape.marks }),
  /** The two change places after this round. */
  z.strictObject({ type: z.literal('swap'), round: z.number().int().min(1), scenarioId: scenarioIdSchema }),
]);
export type RolePlayFrame = z.infer<typeof rolePlayFrameSchema>;

/** What a desk hears of a role-play. */
export const rolePlaySaidSchema = z.discriminatedUnion('type', [
  /** `part`: what whoever hears it would play. */
  z.strictObject({ type: z.literal('invited'), scenarioId: scenarioIdSchema, part: rolePlayPartSchema }),
  z.strictObject({ type: z.literal('answered'), answer: rolePlayAnswerSchema }),
  z.strictObject({ type: z.literal('frame'), frame: rolePlayFrameSchema }),
  /** Before the answer: the invitation was taken back. */
  z.strictObject({ type: z.literal('ended'), reason: rolePlayEndingSchema }),
]);
export type RolePlaySaid = z.infer<typeof rolePlaySaidSchema>;

/** On the live channel, to one of the two; `from` is the other one. */
export const rolePlayMessageSchema = z.object({
  ...{ type: z.literal('rolePlay'), id, from: agentNoSchema },
  said: rolePlaySaidSchema,
});

/** `part`: what whoever invites would play. */
export const inviteRolePlayRequestSchema = z.object({
  ...{ id, colleague: agentNoSchema, scenarioId: scenarioIdSchema, part: rolePlayPartSchema },
});
export const answerRolePlayRequestSchema = z.object({ id, answer: rolePlayAnswerSchema });
export const sayInRolePlayRequestSchema = z.object({ id, frame: rolePlayFrameSchema });
export const endRolePlayRequestSchema = z.object({ id, reason: rolePlayEndingSchema });
/** It was done. */
export const rolePlayAnsweredSchema = z.object({});
