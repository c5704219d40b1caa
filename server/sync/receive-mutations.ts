import type { KeyObject } from 'node:crypto';
import type { AgentNo, DeviceId, MutationId } from '../../src/shared/ids.ts';
import type { PushOutcome, SignedText } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import { isAway, isDataException, sqlStateOf } from '../engine/sql-engine.ts';
import { importAuthorKey, isSignedBy } from '../keys/centre-crypto.ts';
import { fieldOf, jsonOrUndefined, mutationHeadSchema, rejected } from './mutation-outcome.ts';
import { isKnownKind, settleMutations, type Author, type Proven } from './settle-mutations.ts';

/** A mutation as it came, or what is said of one that can't be opened. */
export type Received = { readonly id: MutationId; readonly message: SignedText } | PushOutcome;

/**
 * Looks at the mutations of one request; one outcome each, in their order. `sender` is the only agent that they may be
 * from; absent for sealed rows, which anybody may deliver. Nothing about a message whose signature does not hold is
 * remembered: anybody could send it.
 */
export async function receiveMutations(
  centre: Centre,
  received: readonly Received[],
  sender?: AgentNo,
): Promise<PushOutcome[]> {
  const authorKeys = new AuthorKeys(centre);
  const looked = await Promise.all(
    received.map((item) => ('message' in item ? prove(centre, authorKeys, item, sender) : Promise.resolve(item))),
  );
  const proven = looked.flatMap((item, index) => ('head' in item ? { ...item, index } : []));
  const outcomes = looked.map((item) => ('head' in item ? undefined : item));
  const byAuthor = Map.groupBy(proven, ({ head }) => `${head.agentNo}\n${head.deviceId}`);
  for (const ofAuthor of byAuthor.values()) {
    const [first] = ofAuthor;
    if (!first) continue;
    const settled = await settleOrWait(centre, first.head, ofAuthor);
    ofAuthor.forEach(({ index }, nth) => (outcomes[index] = settled[nth]));
  }
  return outcomes.map((outcome) => {
    if (!outcome) throw new Error('a mutation was left without an outcome');
    centre.metrics.mutations.add({ outcome: outcome.outcome, code: outcome.code ?? '' });
    return outcome;
  });
}

async function prove(
  centre: Centre,
  authorKeys: AuthorKeys,
  { id, message }: Exclude<Received, PushOutcome>,
  sender: AgentNo | undefined,
): Promise<Proven | PushOutcome> {
  const content = jsonOrUndefined(message.payload);
  const head = mutationHeadSchema.safeParse(content);
  if (!head.success) return rejected(id, 'mutation.invalid', fieldOf(head.error));
  if (head.data.id !== id) return rejected(id, 'mutation.idMismatch', 'id');
  if (sender !== undefined && head.data.agentNo !== sender) return rejected(id, 'mutation.wrongAgent', 'agentNo');
  try {
    const keys = await authorKeys.of(head.data);
    const isProven = (await Promise.all(keys.map((key) => isSignedBy(message, key)))).includes(true);
    if (!isProven) return rejected(id, 'mutation.badSignature', 'signature');
    if (!isKnownKind(content)) return rejected(id, 'mutation.unknownKind', 'kind');
    return { head: head.data, message, content };
  } catch (error) {
    return later(centre, error, id);
  }
}

/**
 * All in one transaction. Where that fails, each half by itself, down to the one at fault: one bad item stops no other,
 * and what the database can't hold is refused for good.
 */
async function settleOrWait(centre: Centre, author: Author, items: readonly Proven[]): Promise<readonly PushOutcome[]> {
  try {
    return await settleMutations(centre, author, items);
  } catch (error) {
    const [only] = items;
    if (items.length === 1 && only) {
      if (!isDataException(error) || only.content === undefined) return [later(centre, error, only.head.id)];
      return settleOrWait(centre, author, [{ ...only, content: undefined }]);
    }
    // The database is away: asking it for every half would only keep the desk waiting.
    if (isAway(error)) {
      noteWait(centre, error);
      return items.map(({ head }) => ({ id: head.id, outcome: 'retry' }));
    }
    const middle = Math.ceil(items.length / 2);
    return [
      ...(await settleOrWait(centre, author, items.slice(0, middle))),
      ...(await settleOrWait(centre, author, items.slice(middle))),
    ];
  }
}

function later(centre: Centre, error: unknown, id: MutationId): PushOutcome {
  noteWait(centre, error);
  return { id, outcome: 'retry' };
}

function noteWait(centre: Centre, error: unknown): void {
  // Never the error itself: PostgreSQL quotes values in its messages.
  centre.log.error({ sqlState: sqlStateOf(error), error: (error as Error).name }, 'a mutation has to wait');
}

/** Read once for each author and request. */
class AuthorKeys {
  readonly #centre: Centre;
  readonly #known = new Map<string, Promise<KeyObject[]>>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  of({ agentNo, deviceId }: Author): Promise<KeyObject[]> {
    const author = `${agentNo}\n${deviceId}`;
    const known = this.#known.get(author) ?? loadAuthorKeys(this.#centre, agentNo, deviceId);
    this.#known.set(author, known);
    return known;
  }
}

async function loadAuthorKeys(centre: Centre, agentNo: AgentNo, deviceId: DeviceId): Promise<KeyObject[]> {
  const rows = await centre.engine.query<{ public_key: string }>(
    'SELECT public_key FROM author_keys WHERE agent_no = $1 AND device_id = $2 ORDER BY registered_at DESC',
    [agentNo, deviceId],
  );
  return rows.map((row) => importAuthorKey(row.public_key)).filter((key) => key !== undefined);
}
