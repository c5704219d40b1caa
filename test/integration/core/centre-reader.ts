import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { ticketStateSchema, type TicketState } from '../../../src/shared/domain/customer.ts';
import { protocolVersion, pullAnswerSchema, signInAnswerSchema } from '../../../src/shared/sync/wire.ts';
import { demoPassword } from './demo-password.ts';

/** Where the running demo server of this home listens. */
export async function demoServerUrl(home: string): Promise<string> {
  const text = await readFile(join(profileFolder(home, 'demo'), 'profile.json'), 'utf8');
  return z.object({ centre: z.object({ url: z.string() }) }).parse(JSON.parse(text)).centre.url;
}

/** All tickets that the centre knows, read over its own protocol by the leader from a machine of his own. */
export async function ticketsAtCentre(url: string): Promise<TicketState[]> {
  const { publicKey } = generateKeyPairSync('ed25519');
  const answer = await post(`${url}/v1/auth/sign-in`, {
    ...{ protocolVersion, agentNo: '0031', password: demoPassword, deviceId: uuidv7(), numbersLeft: 1000 },
    authorKey: publicKey.export({ format: 'jwk' }).x,
  });
  const { accessToken } = signInAnswerSchema.parse(answer);
  const tickets = new Map<string, TicketState>();
  let cursor: string | undefined;
  for (let more = true; more;) {
    const query = new URLSearchParams({
      stream: 'tickets',
      limit: '1000',
      ...(cursor === undefined ? {} : { cursor }),
    });
    const response = await fetch(`${url}/v1/pull?${query.toString()}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const page = pullAnswerSchema.parse(await response.json());
    for (const item of page.items) {
      if (item.op === 'put') tickets.set(item.id, ticketStateSchema.parse(item.body));
    }
    ({ cursor, more } = page);
  }
  return [...tickets.values()];
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
