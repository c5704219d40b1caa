import { z } from 'zod';
import type { PushTogetherRequest } from '../../src/shared/sync/push-together-wire.ts';
import type { PushAnswer, PushRequest, PushSealedRequest, SignedText } from '../../src/shared/sync/wire.ts';
import { togetherText } from '../../src/shared/sync/push-together-wire.ts';
import { signedTextSchema } from '../../src/shared/sync/wire.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { jsonOrUndefined, rejected } from './mutation-outcome.ts';
import type { MutationId } from '../../src/shared/ids.ts';
import type { Signatures } from './author-keys.ts';
import { digestOf, receiveMutations, type Received } from './receive-mutations.ts';

/** Inside of an outbox seal. The id is repeated so that the text says by itself what it is. */
const sealedTextSchema = signedTextSchema.extend({ id: z.string() });

/** The signed-in agent's own mutations; one outcome each, in the order sent. */
export async function push(centre: Centre, sender: AccessClaims, request: PushRequest): Promise<PushAnswer> {
  const signatures = centre.authorKeys.forRequest();
  const received = request.mutations.map((item) => signedByItself(signatures, item.id, item));
  return { outcomes: await receiveMutations(centre, received, sender.agentNo) };
}

/** The same, under one signature for all of them: that of each is half of what a row costs. */
export async function pushTogether(
  centre: Centre,
  { agentNo }: AccessClaims,
  { deviceId, mutations, signature }: PushTogetherRequest,
): Promise<PushAnswer> {
  const rows = mutations.map(({ id, payload }) => ({ id, payload, digest: digestOf(payload) }));
  const payload = togetherText(rows.map(({ digest }) => digest));
  let signed: Promise<boolean> | undefined;
  const isSigned = (): Promise<boolean> =>
    (signed ??= centre.authorKeys.forRequest().hold({ payload, signature }, { agentNo, deviceId }));
  const received = rows.map((row): Received => ({
    ...row,
    isOf: async (author) => author.agentNo === agentNo && author.deviceId === deviceId && (await isSigned()),
  }));
  return { outcomes: await receiveMutations(centre, received, agentNo) };
}

/** Rows sealed on this machine by whomever; the signature inside says whose they are. */
export async function pushSealed(centre: Centre, request: PushSealedRequest): Promise<PushAnswer> {
  const signatures = centre.authorKeys.forRequest();
  const received = await Promise.all(request.rows.map((row) => open(centre, signatures, row)));
  return { outcomes: await receiveMutations(centre, received) };
}

async function open(centre: Centre, signatures: Signatures, row: PushSealedRequest['rows'][number]): Promise<Received> {
  const opened = await centre.crypto.openSealed(row.sealed, 'tashi-desk/outbox/1', row.id);
  const message = opened && sealedTextSchema.safeParse(jsonOrUndefined(Buffer.from(opened).toString('utf8')));
  return message?.success && message.data.id === row.id
    ? signedByItself(signatures, row.id, message.data)
    : rejected(row.id, 'seal.unreadable');
}

function signedByItself(signatures: Signatures, id: MutationId, message: SignedText): Received {
  const { payload } = message;
  return { id, payload, digest: digestOf(payload), isOf: (author) => signatures.hold(message, author) };
}
