import { randomInt } from 'node:crypto';
import type { AgentNo, DeviceId } from '../../src/shared/ids.ts';
import type { NumberBlock } from '../../src/shared/sync/wire.ts';
import type { SqlClient } from '../engine/sql-engine.ts';

export const numberPrefix = 'W';
export const blockSize = 500;
/** A seat with fewer numbers left gets more: a week without the network at 140 tickets a day. */
export const defaultNumbersPerSeat = 1000;
const firstNumber = 20_001;

/**
 * The further block of this seat, which leaves it with no fewer than `perSeat`; none when it has enough. Never overlap: the
 * counter's row is locked until commit.
 */
export async function topUpNumbers(
  client: SqlClient,
  agentNo: AgentNo,
  deviceId: DeviceId,
  { numbersLeft, perSeat, now }: { numbersLeft: number; perSeat: number; now: number },
): Promise<NumberBlock[]> {
  if (numbersLeft >= perSeat) return [];
  const size = blockSize * Math.ceil((perSeat - numbersLeft) / blockSize);
  const [counter] = await client.query<{ next_number: number }>(
    `INSERT INTO number_counters (prefix, next_number) VALUES ($1, $2::bigint + $3::bigint)
     ON CONFLICT (prefix) DO UPDATE SET next_number = number_counters.next_number + $3::bigint
     RETURNING next_number`,
    [numberPrefix, firstNumber, size],
  );
  if (!counter) throw new Error('the number counter gave no row');
  const block = { prefix: numberPrefix, from: counter.next_number - size, to: counter.next_number - 1 };
  await client.query(
    `INSERT INTO number_blocks (prefix, from_number, to_number, agent_no, device_id, allocated_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [block.prefix, block.from, block.to, agentNo, deviceId, now],
  );
  return [block];
}

/** Keeps numbers up to and including `used` from ever being handed out, such as those of imported tickets. */
export async function skipNumbers(client: SqlClient, used: number): Promise<void> {
  await client.query(
    `INSERT INTO number_counters (prefix, next_number) VALUES ($1, greatest($2::bigint, $3::bigint + 1))
     ON CONFLICT (prefix) DO UPDATE SET next_number = greatest(number_counters.next_number, $3::bigint + 1)`,
    [numberPrefix, firstNumber, used],
  );
}

/** At least as many numbers are left out after a restore as 200 seats fetch at once. */
const leastLost = 200 * blockSize;
/** A backup that is used is hardly older. */
const lostMs = 30 * 24 * 3_600_000;

/**
 * After a restore: numbers may be at seats of which this database knows nothing any more. As many as were handed out in its
 * last 30 days, no fewer than 100,000 and up to nine times as many, are never handed out again; a seat that has a number of these keeps it.
 */
export async function leaveNumbersOut(client: SqlClient, now: number): Promise<void> {
  const [recent] = await client.query<{ count: number }>(
    'SELECT coalesce(sum(to_number - from_number + 1), 0)::bigint AS count FROM number_blocks WHERE allocated_at > $1',
    [now - lostMs],
  );
  // One of several leaps: the same dump, restored once more, seldom hands out what was handed out after the first time.
  const count = Math.max(leastLost, recent?.count ?? 0) * randomInt(1, 10);
  await client.query(
    `INSERT INTO lost_numbers (prefix, from_number, to_number, noted_at)
     SELECT prefix, next_number, next_number + $1::bigint - 1, $2 FROM number_counters`,
    [count, now],
  );
  await client.query('UPDATE number_counters SET next_number = next_number + $1::bigint', [count]);
}

/** The running part of a ticket number such as W-20611; undefined for any other text. */
export function parseTicketNumber(number: string): number | undefined {
  const match = /^W-(\d{1,12})$/.exec(number);
  return match ? Number(match[1]) : undefined;
}

/** A ticket number with the seat that wrote it on a ticket. */
export interface SeatNumber {
  readonly agentNo: AgentNo;
  readonly deviceId: DeviceId;
  readonly number: string;
}

/** Tells of each, in their order, whether it is from a block of its seat, or may be from one that a restored database forgot. */
export async function areOwnNumbers(client: SqlClient, numbers: readonly SeatNumber[]): Promise<readonly boolean[]> {
  const running = numbers.map(({ number }) => parseTicketNumber(number) ?? null);
  if (running.every((number) => number === null)) return running.map(() => false);
  // Blocks never overlap: the one that begins next before a number is the only one that can hold it.
  const rows = await client.query<{ is_own: boolean }>(
    `SELECT coalesce((SELECT block.to_number >= sent.at AND block.agent_no = sent.agent_no AND block.device_id = sent.device_id
                        FROM number_blocks block WHERE block.prefix = $1 AND block.from_number <= sent.at
                       ORDER BY block.from_number DESC LIMIT 1), false)
            OR coalesce((SELECT lost.to_number >= sent.at
                           FROM lost_numbers lost WHERE lost.prefix = $1 AND lost.from_number <= sent.at
                          ORDER BY lost.from_number DESC LIMIT 1), false) AS is_own
       FROM unnest($2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY AS sent (agent_no, device_id, at, place)
      ORDER BY sent.place`,
    [numberPrefix, numbers.map(({ agentNo }) => agentNo), numbers.map(({ deviceId }) => deviceId), running],
  );
  return rows.map(({ is_own }) => is_own);
}
