import { createHash } from 'node:crypto';
import { ok, type Result } from '../../shared/ipc/result.ts';
import { mostSingly, type PushOutcome } from '../../shared/sync/wire.ts';
import type { OutboxRow, SeatStore } from '../db/seat-store.ts';
import type { ServerSession } from './server-session.ts';

export interface RowPusher {
  /** One request; its failures are those of the exchange. */
  push(rows: readonly OutboxRow[]): Promise<Result<readonly PushOutcome[]>>;
  /** The centre may be another build by now. */
  renew(): void;
}

/**
 * Sends own rows under one signature, which is made for just those that a request holds: a signature for each took half
 * of the time of a row, here and at the centre. A centre of before does not know that; it gets one for each.
 */
export function createRowPusher(
  seat: Pick<SeatStore, 'signTogether' | 'signEach'>,
  server: Pick<ServerSession, 'push' | 'pushTogether'>,
): RowPusher {
  let isOfBefore = false;
  // Where it breaks off, what was taken before is sent again, and called a duplicate.
  const pushEach: RowPusher['push'] = async (rows) => {
    const outcomes: PushOutcome[] = [];
    for (let from = 0; from < rows.length; from += mostSingly) {
      const part = rows.slice(from, from + mostSingly);
      const signatures = await seat.signEach(part.map(({ payload }) => payload));
      const answer = await server.push(
        part.map(({ id, payload }, nth) => {
          const signature = signatures[nth];
          if (signature === undefined) throw new Error('a row was left without a signature');
          return { id, payload, signature };
        }),
      );
      if (!answer.ok) return answer;
      outcomes.push(...answer.value);
    }
    return ok(outcomes);
  };
  return {
    async push(rows) {
      if (isOfBefore) return pushEach(rows);
      const signed = await seat.signTogether(rows.map(({ payload }) => digestOf(payload)));
      const mutations = rows.map(({ id, payload }) => ({ id, payload }));
      const answer = await server.pushTogether({ ...signed, mutations });
      isOfBefore =
        !answer.ok && answer.error.code === 'server.rejected' && answer.error.params?.['code'] === 'notFound';
      return isOfBefore ? pushEach(rows) : answer;
    },
    renew() {
      isOfBefore = false;
    },
  };
}

function digestOf(payload: string): string {
  return createHash('sha256').update(payload).digest('base64url');
}
