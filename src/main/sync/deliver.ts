import type { AppError } from '../../shared/ipc/app-error.ts';
import type { MutationId } from '../../shared/ids.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { PushOutcome } from '../../shared/sync/wire.ts';
import { turnedAway } from './server-client.ts';

export interface Delivery {
  /** One for each row that the server decided on. */
  readonly outcomes: readonly PushOutcome[];
  /** Rows that it never saw, or whose answer never came: send them again. */
  readonly unsent: readonly MutationId[];
  /** Why there are unsent rows. */
  readonly failure?: AppError;
}

/**
 * Sends rows and accounts for each of them. When the server refuses a request as a whole, the request is halved until
 * the row at fault stands alone and is refused alone: one bad row never stops the others. A row that something on the
 * way turns away even alone is not refused by that; it waits.
 */
export async function deliver<R extends { readonly id: MutationId }>(
  rows: readonly R[],
  send: (rows: readonly R[]) => Promise<Result<readonly PushOutcome[]>>,
): Promise<Delivery> {
  const answer = await send(rows);
  if (answer.ok) return { outcomes: rows.map((row) => outcomeOf(row.id, answer.value)), unsent: [] };
  const isTurnedAway = answer.error.params?.['code'] === turnedAway;
  const isRefusal = answer.error.code === 'server.rejected' && (answer.error.retry === 'none' || isTurnedAway);
  if (!isRefusal) return { outcomes: [], unsent: rows.map((row) => row.id), failure: answer.error };
  if (rows.length <= 1) {
    const decide = (row: R): PushOutcome =>
      isTurnedAway ? { id: row.id, outcome: 'retry' } : refused(row.id, answer.error);
    return { outcomes: rows.map(decide), unsent: [] };
  }
  const middle = Math.ceil(rows.length / 2);
  const first = await deliver(rows.slice(0, middle), send);
  const rest = rows.slice(middle);
  if (first.failure) return { ...first, unsent: [...first.unsent, ...rest.map((row) => row.id)] };
  const second = await deliver(rest, send);
  return { ...second, outcomes: [...first.outcomes, ...second.outcomes] };
}

/** Whether sending the row again would change nothing. */
export function isFinal(outcome: PushOutcome): boolean {
  return outcome.outcome !== 'retry';
}

/** A row that the answer forgot is sent again. */
function outcomeOf(id: MutationId, outcomes: readonly PushOutcome[]): PushOutcome {
  return outcomes.find((outcome) => outcome.id === id) ?? { id, outcome: 'retry' };
}

function refused(id: MutationId, error: AppError): PushOutcome {
  return { id, outcome: 'rejected', code: String(error.params?.['code'] ?? 'request.invalid') };
}
