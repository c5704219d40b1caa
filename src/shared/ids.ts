import { z } from 'zod';

/** UUID version 7: sorts by time, made on the desk, doubles as the idempotency key on the wire. */
const uuid = z.uuid();

/** 工号: what callers know an agent by. 2–12 letters or digits. */
export const agentNoSchema = z
  .string()
  .regex(/^[A-Za-z0-9]{2,12}$/)
  .brand<'AgentNo'>();
export type AgentNo = z.infer<typeof agentNoSchema>;

export const callIdSchema = uuid.brand<'CallId'>();
export type CallId = z.infer<typeof callIdSchema>;

export const ticketIdSchema = uuid.brand<'TicketId'>();
export type TicketId = z.infer<typeof ticketIdSchema>;

export const taskIdSchema = uuid.brand<'TaskId'>();
export type TaskId = z.infer<typeof taskIdSchema>;

/** Id of one change on its way to the central server. */
export const mutationIdSchema = uuid.brand<'MutationId'>();
export type MutationId = z.infer<typeof mutationIdSchema>;

/** One workstation installation, made once per profile folder. */
export const deviceIdSchema = uuid.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** Content ids (articles, phrases, notices, customers…): short, stable, lower case, set by the centre. */
const contentId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/i);
export const articleIdSchema = contentId.brand<'ArticleId'>();
export type ArticleId = z.infer<typeof articleIdSchema>;
export const phraseIdSchema = contentId.brand<'PhraseId'>();
export type PhraseId = z.infer<typeof phraseIdSchema>;
export const noticeIdSchema = contentId.brand<'NoticeId'>();
export type NoticeId = z.infer<typeof noticeIdSchema>;
export const customerIdSchema = contentId.brand<'CustomerId'>();
export type CustomerId = z.infer<typeof customerIdSchema>;
/** Id of a customer that an agent created: made on the desk, never one of the centre's own. */
export const newCustomerIdSchema = z
  .string()
  .regex(/^c-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .brand<'CustomerId'>();
export const scenarioIdSchema = contentId.brand<'ScenarioId'>();
export type ScenarioId = z.infer<typeof scenarioIdSchema>;
export const readingIdSchema = contentId.brand<'ReadingId'>();
export type ReadingId = z.infer<typeof readingIdSchema>;
/** One reading drill of an agent. */
export const drillIdSchema = uuid.brand<'DrillId'>();
export type DrillId = z.infer<typeof drillIdSchema>;
