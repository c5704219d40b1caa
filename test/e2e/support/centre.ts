import { randomUUID, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  protocolVersion,
  pullAnswerSchema,
  signInAnswerSchema,
  type PullStream,
} from '../../../src/shared/sync/wire.ts';
import { trainingPageSchema, type TrainingPage } from '../../../src/shared/sync/training-wire.ts';
import { ticketStateSchema, type TicketState } from '../../../src/shared/domain/customer.ts';
import { wholeTicketSchema, type WholeTicket } from '../../../src/shared/sync/ticket-wire.ts';

/** Where the demo's own central server listens right now; it changes with every start. */
export function centreUrl(home: string): string {
  const file = join(home, 'profiles', 'demo', 'demo-server', 'server.json');
  const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
  return url;
}

/** A token of the leader, who has signed in at another desk. */
async function leaderToken(url: string): Promise<string> {
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
  return signInAnswerSchema.parse(await signIn.json()).accessToken;
}

/** A file of a ticket as the leader gets it; undefined where the centre does not have it. */
export async function attachmentAtCentre(home: string, ticketId: string, sha256: string): Promise<Buffer | undefined> {
  const url = centreUrl(home);
  const answer = await fetch(`${url}/v1/attachments/content?ticketId=${ticketId}&sha256=${sha256}`, {
    headers: { authorization: `Bearer ${await leaderToken(url)}` },
  });
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : undefined;
}

/** Every ticket that the demo's centre holds. */
export async function ticketsAtCentre(home: string): Promise<TicketState[]> {
  return (await heldAtCentre(centreUrl(home), 'tickets')).map((body) => ticketStateSchema.parse(body));
}

/** All that a centre holds of a stream, asked over its own protocol by the leader at another desk. */
export async function heldAtCentre(url: string, stream: PullStream): Promise<unknown[]> {
  const accessToken = await leaderToken(url);
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

/**
 * What the leader does at another desk with a ticket, on its newest revision; `one` only looks at it. Answers the ticket as
 * it was before.
 */
export async function leaderDoes(
  home: string,
  number: string,
  what: 'deed' | 'correct' | 'one',
  changes: object = {},
): Promise<WholeTicket> {
  const url = centreUrl(home);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await leaderToken(url)}` };
  const { id: ticketId } = (await ticketsAtCentre(home)).find((state) => state.number === number) ?? { id: '' };
  const answer = await fetch(`${url}/v1/tickets/one?ticketId=${ticketId}`, { headers });
  const whole = wholeTicketSchema.parse(await answer.json());
  if (what === 'one') return whole;
  const body = JSON.stringify({ id: randomUUID(), ticketId, revision: whole.revision, ...changes });
  const done = await fetch(`${url}/v1/tickets/${what}`, { method: 'POST', headers, body });
  if (!done.ok) throw new Error(`${what} was refused: ${await done.text()}`);
  return whole;
}

/** The newest page of somebody's training file, as the leader gets it. */
export async function trainingAtCentre(url: string, agentNo: string): Promise<TrainingPage> {
  const answer = await fetch(`${url}/v1/training/of?agentNo=${agentNo}`, {
    headers: { authorization: `Bearer ${await leaderToken(url)}` },
  });
  return trainingPageSchema.parse(await answer.json());
}
