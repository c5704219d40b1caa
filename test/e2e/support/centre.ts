import { randomUUID, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  protocolVersion,
  pullAnswerSchema,
  signInAnswerSchema,
  type PullStream,
} from '../../../src/shared/sync/wire.ts';
import { ticketStateSchema, type TicketState } from '../../../src/shared/domain/customer.ts';

/** Where the demo's own central server listens right now; it changes with every start. */
export function centreUrl(home: string): string {
  const file = join(home, 'profiles', 'demo', 'demo-server', 'server.json');
  const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
  return url;
}

/** Every ticket that the demo's centre holds. */
export async function ticketsAtCentre(home: string): Promise<TicketState[]> {
  return (await heldAtCentre(centreUrl(home), 'tickets')).map((body) => ticketStateSchema.parse(body));
}

/** All that a centre holds of a stream, asked over its own protocol by the leader at another desk. */
export async function heldAtCentre(url: string, stream: PullStream): Promise<unknown[]> {
  const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const signIn = await fetch(`${url}/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      protocolVersion,
      agentNo: '0031',
      password: 'tashi-demo',
      deviceId: randomUUID(),
      numbersLeft: 1000,
      authorKey: jwk.x,
    }),
  });
  const { accessToken } = signInAnswerSchema.parse(await signIn.json());
  const held: unknown[] = [];
  let cursor: string | undefined;
  let more = true;
  while (more) {
    const query = new URLSearchParams({ stream, ...(cursor === undefined ? {} : { cursor }) });
    const answer = await fetch(`${url}/v1/pull?${query.toString()}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const page = pullAnswerSchema.parse(await answer.json());
    for (const item of page.items) if (item.op === 'put') held.push(item.body);
    cursor = page.cursor;
    more = page.more;
  }
  return held;
}
