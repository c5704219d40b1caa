import type { KeyObject } from 'node:crypto';
import type { AgentNo, DeviceId, MutationId } from '../../src/shared/ids.ts';
import type { PushOutcome, SignedText } from '../../src/shared/sync/wire.ts';
import { isDataException, sqlStateOf } from '../engine/sql-engine.ts';
import type { Centre } from '../centre.ts';
import { importAuthorKey, isSignedBy } from '../keys/centre-crypto.ts';
import { fieldOf, jsonOrUndefined, mutationHeadSchema, rejected } from './mutation-outcome.ts';
import type { MutationHead } from './mutation-outcome.ts';
import { settleMutation } from './settle-mutation.ts';

/**
 * Looks at mutations of one request, in their order. Author keys are read once per author and request. Nothing about a
 * message whose signature does not hold is remembered: anybody could send it.
 */
export class MutationReceiver {
  readonly #centre: Centre;
  readonly #keys = new Map<string, Promise<KeyObject[]>>();

  constructor(centre: Centre) {
    this.#centre = centre;
  }

  /** `sender` is the only agent that this message may be from; absent for a sealed row, which anybody may deliver. */
  async receive(id: MutationId, message: SignedText, sender?: AgentNo): Promise<PushOutcome> {
    const content = jsonOrUndefined(message.payload);
    const head = mutationHeadSchema.safeParse(content);
    if (!head.success) return rejected(id, 'mutation.invalid', fieldOf(head.error));
    if (head.data.id !== id) return rejected(id, 'mutation.idMismatch', 'id');
    if (sender !== undefined && head.data.agentNo !== sender) return rejected(id, 'mutation.wrongAgent', 'agentNo');
    try {
      const keys = await this.#authorKeys(head.data.agentNo, head.data.deviceId);
      if (!keys.some((key) => isSignedBy(message, key))) return rejected(id, 'mutation.badSignature', 'signature');
      return await this.#settle(head.data, message, content);
    } catch (error) {
      // Never the error itself: PostgreSQL quotes values in its messages.
      this.#centre.log.error({ sqlState: sqlStateOf(error), error: (error as Error).name }, 'a mutation has to wait');
      return { id, outcome: 'retry' };
    }
  }

  async #settle(head: MutationHead, message: SignedText, content: unknown): Promise<PushOutcome> {
    try {
      return await settleMutation(this.#centre, head, message, content);
    } catch (error) {
      if (!isDataException(error)) throw error;
      return settleMutation(this.#centre, head, message, undefined);
    }
  }

  #authorKeys(agentNo: AgentNo, deviceId: DeviceId): Promise<KeyObject[]> {
    const author = `${agentNo}\n${deviceId}`;
    const known = this.#keys.get(author) ?? loadAuthorKeys(this.#centre, agentNo, deviceId);
    this.#keys.set(author, known);
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
