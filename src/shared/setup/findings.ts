import { z } from 'zod';

/** What a central server said about itself. */
export const serverFindingsSchema = z.object({
  name: z.string(),
  sealingKey: z.string(),
  signingKey: z.string(),
  /** Of both keys, as `fingerprintLetters` writes it. */
  fingerprint: z.string(),
  engine: z.enum(['pglite', 'postgres']),
  isDurable: z.boolean(),
  version: z.string(),
  /** How long one question took. */
  ms: z.number(),
  /** How far the server's clock is ahead of this machine's; absent when it did not tell the time. */
  skewMs: z.number().optional(),
});
export type ServerFindings = z.infer<typeof serverFindingsSchema>;

/** Beyond this the two clocks disagree on when a token runs out, and on what happened first. */
export const toleratedSkewMs = 60_000;

/** How an exchange answered over its websocket. */
export const exchangeFindingsSchema = z.object({
  /** Until the websocket stood. */
  connectedMs: z.number(),
  /** Until OPTIONS was answered, and with which status: any is an exchange. */
  answeredMs: z.number(),
  status: z.number().int(),
  /** Whether an account was tried and taken. */
  isAccountTaken: z.boolean(),
});
export type ExchangeFindings = z.infer<typeof exchangeFindingsSchema>;
