import { z } from 'zod';
import { deviceIdSchema, mutationIdSchema } from '../ids.ts';
import { base64url, protocolVersion } from './wire.ts';

/** Rows in a request under one signature. */
export const mostTogether = 500;

/** As a push, under one signature for all: over `togetherText` of the payloads' digests, by the agent's key on this device. */
export const pushTogetherRequestSchema = z.object({
  protocolVersion: z.literal(protocolVersion),
  deviceId: deviceIdSchema,
  mutations: z
    .array(z.object({ id: mutationIdSchema, payload: z.string().max(200_000) }))
    .min(1)
    .max(mostTogether),
  signature: base64url,
});
export type PushTogetherRequest = z.infer<typeof pushTogetherRequestSchema>;

/** `digests`: SHA-256 of the UTF-8 bytes of each payload, base64url, in the order of the rows. Never the text of a mutation. */
export function togetherText(digests: readonly string[]): string {
  return ['tashi-desk/push/1', ...digests].join('\n');
}
