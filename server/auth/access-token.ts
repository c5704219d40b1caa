import { z } from 'zod';
import { agentNoSchema, deviceIdSchema } from '../../src/shared/ids.ts';
import type { CentreCrypto } from '../keys/centre-crypto.ts';

export const accessTermMs = 15 * 60_000;

/** Who a request is from. Any server process of the centre can tell it from the token alone. */
export const accessClaimsSchema = z.object({
  agentNo: agentNoSchema,
  deviceId: deviceIdSchema,
  sessionId: z.uuid(),
  /** UTC epoch ms. */
  expiresAt: z.number().int(),
});
export type AccessClaims = z.infer<typeof accessClaimsSchema>;

const purpose = 'access/1.';

export function issueAccessToken(crypto: CentreCrypto, claims: AccessClaims): string {
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${body}.${crypto.tokenMac(purpose + body)}`;
}

/** Undefined for a token that is forged, damaged or over. */
export function readAccessToken(crypto: CentreCrypto, token: string, now: number): AccessClaims | undefined {
  const [body, mac, ...rest] = token.split('.');
  if (!body || !mac || rest.length > 0 || !crypto.isTokenMac(purpose + body, mac)) return undefined;
  const claims = accessClaimsSchema.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  return claims.expiresAt > now ? claims : undefined;
}
