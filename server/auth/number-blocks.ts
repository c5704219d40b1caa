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

export type IsOwnNumber = (number: string) => boolean;

/** Tells of these ticket numbers which are from blocks of this seat, or may be from one that a restored database forgot. */
export async function numbersOf(
  client: SqlClient,
  agentNo: AgentNo,
  deviceId: DeviceId,
  numbers: readonly string[],
): Promise<IsOwnNumber> {
  const running = numbers.flatMap((number) => parseTicketNumber(number) ?? []);
  if (running.length === 0) return () => false;
  const blocks = await client.query<{ from_number: number; to_number: number }>(
    `SELECT from_number, to_number FROM number_blocks
      WHERE agent_no = $1 AND device_id = $2 AND prefix = $3 AND to_number >= $4::bigint AND from_number <= $5::bigint
     UNION ALL
     SELECT from_number, to_number FROM lost_numbers
      WHERE prefix = $3 AND to_number >= $4::bigint AND from_number <= $5::bigint`,
    [agentNo, deviceId, numberPrefix, Math.min(...running), Math.max(...running)],
  );
  return (number) => {
    const at = parseTicketNumber(number);
    return at !== undefined && blocks.some(({ from_number, to_number }) => from_number <= at && at <= to_number);
  };
}
