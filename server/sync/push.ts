import { z } from 'zod';
import type { PushAnswer, PushOutcome, PushRequest, PushSealedRequest } from '../../src/shared/sync/wire.ts';
import { signedTextSchema } from '../../src/shared/sync/wire.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { jsonOrUndefined, rejected } from './mutation-outcome.ts';
import { MutationReceiver } from './receive-mutation.ts';

/** Inside of an outbox seal. The id is repeated so that the text says by itself what it is. */
const sealedTextSchema = signedTextSchema.extend({ id: z.string() });

/** The signed-in agent's own mutations; one outcome each, in the order sent. */
export async function push(centre: Centre, sender: AccessClaims, request: PushRequest): Promise<PushAnswer> {
  const receiver = new MutationReceiver(centre);
  const outcomes: PushOutcome[] = [];
  for (const item of request.mutations) outcomes.push(await receiver.receive(item.id, item, sender.agentNo));
  return { outcomes };
}

/** Rows sealed on this machine by whomever; the signature inside says whose they are. */
export async function pushSealed(centre: Centre, request: PushSealedRequest): Promise<PushAnswer> {
  const receiver = new MutationReceiver(centre);
  const outcomes: PushOutcome[] = [];
  for (const row of request.rows) {
    const opened = await centre.crypto.openSealed(row.sealed, 'tashi-desk/outbox/1', row.id);
    const message = opened && sealedTextSchema.safeParse(jsonOrUndefined(Buffer.from(opened).toString('utf8')));
    outcomes.push(
      message?.success && message.data.id === row.id
        ? await receiver.receive(row.id, message.data)
        : rejected(row.id, 'seal.unreadable'),
    );
  }
  return { outcomes };
}
