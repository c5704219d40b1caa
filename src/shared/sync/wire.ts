import { z } from 'zod';
import { agentReportSchema, standingSchema } from '../domain/agent-report.ts';
import { agentSchema } from '../domain/agent.ts';
import { articleSchema, articleUseSchema } from '../domain/article.ts';
import { callRecordSchema } from '../domain/call.ts';
import { changedFields, customerChangesSchema, customerContentSchema } from '../domain/customer-changes.ts';
import { colleagueSchema } from '../domain/colleague.ts';
import { customerSchema, pastCallSchema, ticketStateSchema } from '../domain/customer.ts';
import { leaderVerdictSchema } from '../domain/leader-verdict.ts';
import {
  decisionSchema,
  lineProposalSchema,
  publishedLineSchema,
  publishedRecordingSchema,
  recordingDataSchema,
} from '../domain/line-proposal.ts';
import { centreFestivalSchema } from '../domain/festival.ts';
import { noticeSchema } from '../domain/notice.ts';
import { anyPackSchema } from '../script/upgrade-pack.ts';
import { newTaskSchema, taskChangeSchema, taskSchema } from '../domain/task.ts';
import { publishedSmsSchema } from '../domain/sms-text.ts';
import { smsOrderSchema, supplementSchema } from '../domain/ticket-addition.ts';
import { heardMessageSchema } from '../domain/voice-message.ts';
import { publishedProcedureSchema } from '../procedure/published-procedure.ts';
import { publishedQuestionsSchema } from '../domain/top-questions.ts';
import { centreFormSchema } from '../domain/ticket-form.ts';
import { ticketExportBodySchema } from '../domain/ticket-book.ts';
import { submittedTicketSchema } from '../domain/ticket.ts';
import {
  agentNoSchema,
  articleIdSchema,
  callIdSchema,
  customerIdSchema,
  deviceIdSchema,
  mutationIdSchema,
  newCustomerIdSchema,
  taskIdSchema,
} from '../ids.ts';
import { keptExamDeedSchema } from '../training/kept-exam-act.ts';
import { trainingEntrySchema } from '../training/training-entry.ts';
import { rolePlayMessageSchema } from './role-play-wire.ts';

/** Everything the desk and the central server say to each other; docs/PROTOCOL.md is the prose. */
export const protocolVersion = 1;

const base64urlText = z.string().regex(/^[A-Za-z0-9_-]+$/);
export const base64url = base64urlText.max(100_000);
/** A sealed mutation whose payload is as long as may be, every other sign of it escaped. */
const sealedText = base64urlText.max(400_000);
const at = z.number().int().nonnegative();

export const centreInfoSchema = z.object({
  protocolVersion: z.literal(protocolVersion),
  centreId: z.string(),
  name: z.string(),
  /** X25519 public key, 32 bytes: seat keys and outbox rows are sealed to it (HPKE). */
  sealingKey: base64url,
  /** Ed25519 public key, 32 bytes: the offline term is signed with its secret half. */
  signingKey: base64url,
});
export type CentreInfo = z.infer<typeof centreInfoSchema>;

/** What the server signs at each sign-in: from this moment the seat opens without the server for eight days. */
export const offlineGrantSchema = z.object({
  agentNo: agentNoSchema,
  deviceId: deviceIdSchema,
  issuedAt: at,
  offlineUntil: at,
});
export type OfflineGrant = z.infer<typeof offlineGrantSchema>;
export const offlineTermMs = 8 * 24 * 3_600_000;

/** `payload` is the exact JSON text that was signed. */
export const signedTextSchema = z.object({ payload: z.string().max(200_000), signature: base64url });
export type SignedText = z.infer<typeof signedTextSchema>;

export const numberBlockSchema = z.object({ prefix: z.string().max(6), from: z.number().int(), to: z.number().int() });
export type NumberBlock = z.infer<typeof numberBlockSchema>;

export const signInRequestSchema = z.object({
  protocolVersion: z.literal(protocolVersion),
  agentNo: agentNoSchema,
  password: z.string().min(1).max(200),
  deviceId: deviceIdSchema,
  /** Ticket numbers this seat still has; the server tops up below 100. */
  numbersLeft: z.number().int().min(0),
  /** Ed25519 public key of this agent on this device; mutations are signed with its secret half. */
  authorKey: base64url,
});
export type SignInRequest = z.infer<typeof signInRequestSchema>;

export const tokensSchema = z.object({ accessToken: z.string(), accessExpiresAt: at, refreshToken: z.string() });
export type Tokens = z.infer<typeof tokensSchema>;

export const signInAnswerSchema = tokensSchema.extend({
  agent: agentSchema,
  serverTime: at,
  /** Payload is an OfflineGrant. */
  offlineGrant: signedTextSchema,
  /** 32 bytes: opens this machine's directory.db. */
  directoryKey: base64url,
  numberBlocks: z.array(numberBlockSchema),
  sip: z.object({ user: z.string(), password: z.string() }).optional(),
  /** Where the agent stood when his desk was heard of last, a moment ago, by the server's clock; absent else. */
  standing: standingSchema.optional(),
});
export type SignInAnswer = z.infer<typeof signInAnswerSchema>;

/** Sent by a signed-in agent whose password no longer opens his seat: the server unseals the seat's data key for him. */
export const recoverKeyRequestSchema = z.object({ deviceId: deviceIdSchema, sealedKey: base64url });
export const recoverKeyAnswerSchema = z.object({ dataKey: base64url });
export type RecoverKeyRequest = z.infer<typeof recoverKeyRequestSchema>;
export type RecoverKeyAnswer = z.infer<typeof recoverKeyAnswerSchema>;

export const refreshRequestSchema = z.object({ refreshToken: z.string() });

/** Asks for more ticket numbers outside of a sign-in; the answer holds the further blocks, none when there are enough. */
export const numbersRequestSchema = z.object({ numbersLeft: z.number().int().min(0) });
export const numbersAnswerSchema = z.object({ numberBlocks: z.array(numberBlockSchema) });

/** One change made on a desk. The JSON text of this is what is signed, stored in the outbox and sent, byte for byte. */
const mutationHead = {
  id: mutationIdSchema,
  agentNo: agentNoSchema,
  deviceId: deviceIdSchema,
  /** Changes of one entity are applied in the order of `seq`. */
  entityId: z.string().max(80),
  seq: z.number().int().min(1),
  at,
};
export const revealBodySchema = z.object({
  customerId: customerIdSchema,
  field: z.string().max(40),
  reason: z.string().max(40),
  at,
});
export const createCustomerBodySchema = customerContentSchema.extend({ id: newCustomerIdSchema });
export const correctCustomerBodySchema = z.object({
  customerId: customerIdSchema,
  changes: customerChangesSchema.refine((changes) => changedFields(changes).length > 0),
});
/** The number of a call in the agent's history, shown in full. */
export const callRevealBodySchema = z.object({ callId: callIdSchema, reason: z.string().max(40), at });
/** Its author's; `sound` comes with the first proposal that names the recording. */
const proposeLineBodySchema = lineProposalSchema
  .omit({ decision: true })
  .extend({ sound: recordingDataSchema.optional() });
/** A leader's word on it, signed with his own key at whichever desk he gave it. */
const decideLineBodySchema = z.object({
  proposalId: z.uuid(),
  ...decisionSchema.pick({ verdict: true, reason: true }).shape,
});
/** An agent says that this version of an article is not right. */
const notRightBodySchema = z.object({
  articleId: articleIdSchema,
  version: z.number().int().min(1),
  callId: callIdSchema.optional(),
  at,
});
/** An agent says that an article has helped: it counts once for each call, and without a call once for each version. */
const helpedBodySchema = notRightBodySchema;
const changeTaskBodySchema = z.object({ taskId: taskIdSchema, change: taskChangeSchema });
export const mutationSchema = z.discriminatedUnion('kind', [
  z.object({ ...mutationHead, kind: z.literal('ticket.submit'), body: submittedTicketSchema }),
  z.object({ ...mutationHead, kind: z.literal('call.record'), body: callRecordSchema }),
  z.object({ ...mutationHead, kind: z.literal('customer.reveal'), body: revealBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('customer.create'), body: createCustomerBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('customer.correct'), body: correctCustomerBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('call.reveal'), body: callRevealBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('task.create'), body: newTaskSchema }),
  z.object({ ...mutationHead, kind: z.literal('task.change'), body: changeTaskBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('task.heard'), body: heardMessageSchema }),
  z.object({ ...mutationHead, kind: z.literal('line.propose'), body: proposeLineBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('line.decide'), body: decideLineBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('article.notRight'), body: notRightBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('article.helped'), body: helpedBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('ticket.export'), body: ticketExportBodySchema }),
  z.object({ ...mutationHead, kind: z.literal('training.keep'), body: trainingEntrySchema }),
  z.object({ ...mutationHead, kind: z.literal('exam.act'), body: keptExamDeedSchema }),
  z.object({ ...mutationHead, kind: z.literal('ticket.supplement'), body: supplementSchema }),
  z.object({ ...mutationHead, kind: z.literal('sms.send'), body: smsOrderSchema }),
]);
export type Mutation = z.infer<typeof mutationSchema>;
export type MutationKind = Mutation['kind'];

/** Rows in a request that have a signature each, or are sealed. */
export const mostSingly = 200;

export const pushRequestSchema = z.object({
  protocolVersion: z.literal(protocolVersion),
  mutations: z
    .array(signedTextSchema.extend({ id: mutationIdSchema }))
    .min(1)
    .max(mostSingly),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

/** `duplicate`: applied before, nothing done now. `conflict` and `rejected` will not change by trying again. */
export const pushOutcomeSchema = z.object({
  id: mutationIdSchema,
  outcome: z.enum(['applied', 'duplicate', 'rejected', 'conflict', 'retry']),
  /** Set for rejected and conflict, such as `ticket.missingField`, `mutation.badSignature`. */
  code: z.string().max(60).optional(),
  /** Of a correction in conflict all fields that clash, a comma between. */
  field: z.string().max(60).optional(),
});
export type PushOutcome = z.infer<typeof pushOutcomeSchema>;
export const pushAnswerSchema = z.object({ outcomes: z.array(pushOutcomeSchema) });
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

/** Rows of other agents of this machine, unreadable to whoever delivers them. `sealed` opens to a signed mutation. */
export const pushSealedRequestSchema = z.object({
  protocolVersion: z.literal(protocolVersion),
  rows: z
    .array(z.object({ id: mutationIdSchema, sealed: sealedText }))
    .min(1)
    .max(mostSingly),
});
export type PushSealedRequest = z.infer<typeof pushSealedRequestSchema>;

export const pullStreams = [
  'knowledge',
  'phrases',
  'notices',
  'customers',
  'tickets',
  'calls',
  'tasks',
  'lines',
  'recordings',
  'festivals',
  'forms',
  'uses',
  ...(['procedures', 'questions', 'sms'] as const),
] as const;
export const pullStreamSchema = z.enum(pullStreams);
export type PullStream = z.infer<typeof pullStreamSchema>;

/**
 * Streams of which the live channel tells. `uses` changes with every mark and nobody waits for it: it comes with the
 * regular pulls, and desks that do not know it never hear its name.
 */
export const toldStreams: readonly PullStream[] = pullStreams.filter((stream) => stream !== 'uses');

export const pullRequestSchema = z.object({
  stream: pullStreamSchema,
  /** Opaque; absent from the very beginning. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** `body` is checked by the desk against the stream's schema; one it can't read is parked, not dropped. */
export const pullItemSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), id: z.string().max(100), schemaVersion: z.number().int(), body: z.unknown() }),
  z.object({ op: z.literal('drop'), id: z.string().max(100) }),
]);
export type PullItem = z.infer<typeof pullItemSchema>;
export const pullAnswerSchema = z.object({
  items: z.array(pullItemSchema),
  cursor: z.string().max(200),
  more: z.boolean(),
  /**
   * The first page of a pass through the whole stream: whatever does not come again before `more` is false is not this
   * machine's any more.
   */
  startsAnew: z.boolean().default(false),
  /** How many items the pass brings in all; of a first page only. For showing how far it is. */
  total: z.number().int().min(0).optional(),
  /** SHA-256 of `pageText`, base64url. Absent from a server that is older than that. */
  hash: z.string().max(64).optional(),
  /**
   * Names the run of changes that the page is of. Another one than before: the database was restored, and may lack what was
   * acknowledged. Absent from a server that is older than that.
   */
  feed: z.string().max(64).optional(),
});
export type PullAnswer = z.infer<typeof pullAnswerSchema>;

/** Schema of `body` by stream, at schemaVersion 1. Phrase packs travel whole, with the language as id, and are read as of today. */
export const pullBodySchemas = {
  knowledge: articleSchema,
  phrases: anyPackSchema,
  notices: noticeSchema,
  customers: customerSchema,
  tickets: ticketStateSchema,
  calls: pastCallSchema,
  tasks: taskSchema,
  lines: publishedLineSchema,
  recordings: publishedRecordingSchema,
  festivals: centreFestivalSchema,
  forms: centreFormSchema,
  uses: articleUseSchema,
  ...{ procedures: publishedProcedureSchema, questions: publishedQuestionsSchema, sms: publishedSmsSchema },
} as const satisfies Record<PullStream, z.ZodType>;

/** What the server says on the live channel. Times are its own, with `now` beside them so that a desk can set them right. */
export const liveMessageSchema = z.discriminatedUnion('type', [
  /** Something changed: the desk pulls. */
  z.object({ type: z.literal('changed'), streams: z.array(pullStreamSchema) }),
  /** Answers `signedOn`. `from`: the agent was at another desk, which now ends. */
  z.object({
    type: z.literal('seated'),
    from: z.object({ place: z.string(), since: at }).optional(),
    now: at,
  }),
  /** The agent has signed on at another desk, at `at`: this one ends. */
  z.object({ type: z.literal('takenOver'), place: z.string(), at, now: at }),
  /** The report with this `seq`, and all before it, are kept. */
  z.object({ type: z.literal('stateKept'), seq: z.number().int() }),
  /** A leader sets the agent to NOT_READY; told until a report shows it. */
  z.object({ type: z.literal('forced'), id: z.uuid(), by: agentNoSchema, at, now: at }),
  /** Where colleagues stand has changed, for a desk that watches them. */
  z.object({ type: z.literal('colleagues') }),
  /** To whoever takes part in a pass test: it went on, and is to be asked for. */
  z.object({ type: z.literal('exams') }),
  /** To one of two who play call and caller, or are asked to. */
  rolePlayMessageSchema,
  /** To leaders: an agent asks whether he may end an abusive call. Told again with every channel while it is open. */
  z.object({ type: z.literal('leaderAsked'), id: z.uuid(), agentNo: agentNoSchema, place: z.string(), at, now: at }),
  /** To leaders: somebody has answered it, or it was asked anew. */
  z.object({ type: z.literal('leaderAskOver'), id: z.uuid() }),
  /** To the desk that asked. Told again with every channel for some minutes. */
  z.object({
    type: z.literal('leaderAnswered'),
    id: z.uuid(),
    callId: callIdSchema,
    verdict: leaderVerdictSchema,
    by: agentNoSchema,
  }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;

const hintSchema = z.object({ type: z.literal('changed'), streams: z.array(z.string()) });

/**
 * A message as a desk takes it: streams of a newer server are left out of a hint, those beside them heard all the same.
 * Undefined for what is not of this protocol.
 */
export function readLiveMessage(value: unknown): LiveMessage | undefined {
  const hint = hintSchema.safeParse(value).data;
  if (hint) return { type: 'changed', streams: pullStreams.filter((stream) => hint.streams.includes(stream)) };
  return liveMessageSchema.safeParse(value).data;
}

/** What a desk says on the live channel. `now` is the desk's clock, against which the server sets the times right. */
export const deskMessageSchema = z.discriminatedUnion('type', [
  /** First of all: from here on this channel speaks for the agent's seat. `at`: when he signed on, by password. */
  z.object({ type: z.literal('signedOn'), at, place: z.string().max(80), now: at }),
  /**
   * `seq` rises with every change; the newest is said again after each `signedOn`. `signedOnAt`: when the agent signed on
   * for this stretch of work, which may be an earlier one than that of the channel.
   */
  z.object({
    type: z.literal('agentState'),
    seq: z.number().int().min(1),
    report: agentReportSchema,
    signedOnAt: at,
    now: at,
  }),
  /** Asks to be told of changes for the next minutes. */
  z.object({ type: z.literal('watchColleagues') }),
]);
export type DeskMessage = z.infer<typeof deskMessageSchema>;
/** Times of the desk's own messages fit easily; longer ones are not of this protocol. */
export const longestDeskMessage = 1024;

export const colleaguesAnswerSchema = z.object({ now: at, colleagues: z.array(colleagueSchema) });

/** A leader sets this agent to NOT_READY. */
export const forceRequestSchema = z.object({ agentNo: agentNoSchema });

/** Body of every answer that is not 2xx. */
export const wireErrorSchema = z.object({
  code: z.enum([
    'request.invalid',
    'auth.wrongPassword',
    'auth.unknownAgent',
    'auth.locked',
    'auth.tokenInvalid',
    'auth.notAllowed',
    'seal.unreadable',
    'server.busy',
    'attachment.incomplete',
    'attachment.wrongHash',
    'attachment.wrongKind',
    'attachment.overQuota',
    'attachment.notHere',
    'ticket.stale',
    'ticket.notNow',
    'ticket.unfit',
    'notFound',
    'internal',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type WireError = z.infer<typeof wireErrorSchema>;
