import { z } from 'zod';
import type { PushAnswer, PushRequest, PushSealedRequest } from '../../src/shared/sync/wire.ts';
import { signedTextSchema } from '../../src/shared/sync/wire.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { jsonOrUndefined, rejected } from './mutation-outcome.ts';
import { receiveMutations, type Received } from './receive-mutations.ts';

/** Inside of an outbox seal. The id is repeated so that the text says by itself what it is. */
const sealedTextSchema = signedTextSchema.extend({ id: z.string() });

/** The signed-in agent's own mutations; one outcome each, in the order sent. */
export async function push(centre: Centre, sender: AccessClaims, request: PushRequest): Promise<PushAnswer> {
  const received = request.mutations.map((item) => ({ id: item.id, message: item }));
  return { outcomes: await receiveMutations(centre, received, sender.agentNo) };
}

/** Rows sealed on this machine by whomever; the signature inside says whose they are. */
export async function pushSealed(centre: Centre, request: PushSealedRequest): Promise<PushAnswer> {
  const received = await Promise.all(request.rows.map((row) => open(centre, row)));
  return { outcomes: await receiveMutations(centre, received) };
}

async function open(centre: Centre, row: PushSealedRequest['rows'][number]): Promise<Received> {
  const opened = await centre.crypto.openSealed(row.sealed, 'tashi-desk/outbox/1', row.id);
  const message = opened && sealedTextSchema.safeParse(jsonOrUndefined(Buffer.from(opened).toString('utf8')));
  return message?.success && message.data.id === row.id
    ? { id: row.id, message: message.data }
    : rejected(row.id, 'seal.unreadable');
}
