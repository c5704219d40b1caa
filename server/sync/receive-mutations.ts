import { createHash } from 'node:crypto';
import type { AgentNo, MutationId } from '../../src/shared/ids.ts';
import type { PushOutcome } from '../../src/shared/sync/wire.ts';
import type { Centre } from '../centre.ts';
import { isAway, isDataException, isHeldUp, sqlStateOf } from '../engine/sql-engine.ts';
import { fieldOf, jsonOrUndefined, mutationHeadSchema, rejected } from './mutation-outcome.ts';
import type { SettleGroup } from './settle-queue.ts';
import { authorKey, isKnownKind, settleMutations, type Author, type Proven } from './settle-mutations.ts';

/** Nobody waits longer for a row that another author of the same transaction asks for, ms. */
const sharedPatienceMs = 1000;

/** A mutation as it came, or what is said of one that can't be opened. */
export type Received = Unproven | PushOutcome;

interface Unproven {
  readonly id: MutationId;
  /** The JSON text that was signed. */
  readonly payload: string;
  /** `digestOf` the payload. */
  readonly digest: string;
  /** Whether this author signed it. Fails where the database can't be asked for his keys. */
  isOf(author: Author): Promise<boolean>;
}

/** SHA-256 of the UTF-8 bytes, base64url: what is signed of a row, and remembered of it. */
export function digestOf(payload: string): string {
  return createHash('sha256').update(payload).digest('base64url');
}

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
  const looked = await Promise.all(
    received.map((item) => ('payload' in item ? prove(centre, item, sender) : Promise.resolve(item))),
  );
  const proven = looked.flatMap((item, index) => ('head' in item ? { ...item, index } : []));
  const outcomes = looked.map((item) => ('head' in item ? undefined : item));
  const byAuthor = Map.groupBy(proven, ({ head }) => authorKey(head));
  await Promise.all(
    [...byAuthor].map(async ([author, ofAuthor]) => {
      const group = { author, items: ofAuthor, isAlone: !ofAuthor.every(isShared) };
      const settled = await centre.settling.run(group, (groups) => settleGroups(centre, groups));
      ofAuthor.forEach(({ index }, nth) => (outcomes[index] = settled[nth]));
    }),
  );
  return outcomes.map((outcome) => {
    if (!outcome) throw new Error('a mutation was left without an outcome');
    centre.metrics.mutations.add({ outcome: outcome.outcome, code: outcome.code ?? '' });
    return outcome;
  });
}

async function prove(
  centre: Centre,
  { id, payload, digest, isOf }: Unproven,
  sender: AgentNo | undefined,
): Promise<Proven | PushOutcome> {
  const content = jsonOrUndefined(payload);
  const head = mutationHeadSchema.safeParse(content);
  if (!head.success) return rejected(id, 'mutation.invalid', fieldOf(head.error));
  if (head.data.id !== id) return rejected(id, 'mutation.idMismatch', 'id');
  if (sender !== undefined && head.data.agentNo !== sender) return rejected(id, 'mutation.wrongAgent', 'agentNo');
  try {
    if (!(await isOf(head.data))) return rejected(id, 'mutation.badSignature', 'signature');
    if (!isKnownKind(content)) return rejected(id, 'mutation.unknownKind', 'kind');
    return { head: head.data, digest, content };
  } catch (error) {
    return later(centre, error, id);
  }
}

/** What most pushes are: it adds rows of its own. All else changes rows that others may change at the same time. */
function isShared({ content }: Proven): boolean {
  const kind = typeof content === 'object' && content !== null && 'kind' in content ? content.kind : undefined;
  return kind === 'ticket.submit' || kind === 'call.record' || kind === 'article.helped';
}

/**
 * Groups that wait at the same time in one transaction: each statement of it serves them all. One list of outcomes each,
 * in their order. @throws where several fail together for what is no fault of the database: each has to go by itself then
 */
async function settleGroups(centre: Centre, groups: readonly SettleGroup[]): Promise<(readonly PushOutcome[])[]> {
  const [only] = groups;
  if (only && groups.length === 1) return [await settleOrWait(centre, only.items)];
  const items = groups.flatMap((group) => group.items);
  try {
    const outcomes = await settleMutations(centre, items, sharedPatienceMs);
    let from = 0;
    return groups.map((group) => outcomes.slice(from, (from += group.items.length)));
  } catch (error) {
    if (isAway(error)) return groups.map((group) => allWait(centre, error, group.items));
    throw error;
  }
}

/**
 * All in one transaction. Where that fails, each half by itself, down to the one at fault: one bad item stops no other,
 * and what the database can't hold is refused for good.
 */
async function settleOrWait(centre: Centre, items: readonly Proven[]): Promise<readonly PushOutcome[]> {
  try {
    return await settleMutations(centre, items);
  } catch (error) {
    const [only] = items;
    if (items.length === 1 && only) {
      if (!isDataException(error) || only.content === undefined) return [later(centre, error, only.head.id)];
      return settleOrWait(centre, [{ ...only, content: undefined }]);
    }
    // The database is away, or somebody holds a row: asking for every half would only keep the desk waiting.
    if (isAway(error) || isHeldUp(error)) return allWait(centre, error, items);
    const middle = Math.ceil(items.length / 2);
    return [
      ...(await settleOrWait(centre, items.slice(0, middle))),
      ...(await settleOrWait(centre, items.slice(middle))),
    ];
  }
}

function allWait(centre: Centre, error: unknown, items: readonly Proven[]): readonly PushOutcome[] {
  noteWait(centre, error);
  return items.map(({ head }) => ({ id: head.id, outcome: 'retry' }));
}

function later(centre: Centre, error: unknown, id: MutationId): PushOutcome {
  noteWait(centre, error);
  return { id, outcome: 'retry' };
}

function noteWait(centre: Centre, error: unknown): void {
  // Never the error itself: PostgreSQL quotes values in its messages.
  centre.log.error({ sqlState: sqlStateOf(error), error: (error as Error).name }, 'a mutation has to wait');
}
