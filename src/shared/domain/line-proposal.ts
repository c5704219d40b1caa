import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';
import { momentIdSchema } from './moment.ts';
import { lineTextSchema, phraseSchema } from './phrase.ts';

const at = z.number().int().nonnegative();

/** Longest recording of a line. Opus at the rate below fills three quarters of `maxRecordingBytes` in this time. */
export const maxRecordingMs = 30_000;
export const recordingBitsPerSecond = 20_000;
export const maxRecordingBytes = 98_304;
/** A recording as it crosses from page to core: base64 of a WebM or Ogg file with Opus. */
export const recordingDataSchema = z.base64().max(Math.ceil(maxRecordingBytes / 3) * 4);
export const recordingIdSchema = z.uuid();

/** What a speaker is writing; kept at every pause, so that nothing of it is lost. */
export const lineDraftSchema = z.object({
  id: z.uuid(),
  lang: callerLanguageSchema,
  moment: momentIdSchema,
  /** Of the line that it started from; 0 where the language had none. */
  baseVersion: z.number().int().min(0),
  text: z.string().max(400),
  reading: z.string().max(800),
  gloss: z.string().max(400),
  /** For the leader. */
  remark: z.string().max(300),
  recording: recordingIdSchema.optional(),
});
export type LineDraft = z.infer<typeof lineDraftSchema>;

export const proposalStateSchema = z.enum(['inReview', 'approved', 'returned']);
export type ProposalState = z.infer<typeof proposalStateSchema>;

export const decisionSchema = z.object({
  verdict: z.enum(['approved', 'returned']),
  by: agentNoSchema,
  at,
  /** Why it was returned. */
  reason: z.string().max(300).optional(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** A line as a speaker wants it said. It never changes: whoever writes it anew proposes another one. */
export const lineProposalSchema = z.object({
  id: z.uuid(),
  lang: callerLanguageSchema,
  moment: momentIdSchema,
  baseVersion: z.number().int().min(0),
  line: lineTextSchema,
  remark: z.string().max(300).optional(),
  recording: recordingIdSchema.optional(),
  author: agentNoSchema,
  proposedAt: at,
  decision: decisionSchema.optional(),
});
export type LineProposal = z.infer<typeof lineProposalSchema>;

/** A proposal as its author's desk knows it: `refusal` where the centre did not take it. */
export const knownProposalSchema = lineProposalSchema.extend({
  refusal: z.object({ code: z.string().max(60), field: z.string().max(60).optional() }).optional(),
});
export type KnownProposal = z.infer<typeof knownProposalSchema>;

/** A leader's decision of this machine that the centre did not take, and why. It counts nowhere any more. */
export const refusedDecisionSchema = z.object({
  proposal: z.uuid(),
  lang: callerLanguageSchema,
  moment: momentIdSchema,
  text: lineTextSchema.shape.text,
  decision: decisionSchema,
  code: z.string().max(60),
});
export type RefusedDecision = z.infer<typeof refusedDecisionSchema>;

export function stateOf({ decision }: Pick<LineProposal, 'decision'>): ProposalState {
  return decision?.verdict ?? 'inReview';
}

/** A proposal as the centre tells its desks of it: with the line of the pack that an approved one became. */
export const publishedLineSchema = lineProposalSchema.extend({ phrase: phraseSchema.optional() });
export type PublishedLine = z.infer<typeof publishedLineSchema>;

/** What a speaker recorded, as it travels. */
export const publishedRecordingSchema = z.object({ id: recordingIdSchema, data: recordingDataSchema });

/** Whether these are the first bytes of a WebM or Ogg file, and of a length that a recording may have. */
export function isRecording(sound: Uint8Array): boolean {
  return isSoundFile(sound) && sound.length <= maxRecordingBytes;
}

/** Whether these are the first bytes of a WebM or Ogg file. */
export function isSoundFile(sound: Uint8Array): boolean {
  return [webm, ogg].some((magic) => magic.every((byte, place) => sound[place] === byte));
}
const webm = [0x1a, 0x45, 0xdf, 0xa3];
const ogg = [0x4f, 0x67, 0x67, 0x53];

/** A line that a leader of the centre approved; it takes the place of the pack's. */
export const approvedLineSchema = z.object({ lang: callerLanguageSchema, phrase: phraseSchema });
export type ApprovedLine = z.infer<typeof approvedLineSchema>;

/** Recordings that a speaker made at a desk, beside those that came as files. */
export function recordingOf(id: string): string {
  return `desk:${id}`;
}

/** The id of a recording made at a desk; undefined for a file. */
export function deskRecordingId(recording: string): string | undefined {
  return recording.startsWith('desk:') ? recording.slice('desk:'.length) : undefined;
}
