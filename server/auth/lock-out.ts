import type { AgentNo, DeviceId } from '../../src/shared/ids.ts';
import type { SqlClient, SqlEngine } from '../engine/sql-engine.ts';

export const triesBeforeLock = 5;
const firstLockMs = 10 * 60_000;
const longestLockMs = 8 * 3_600_000;

/** The agent's row as it stands for one try at the password. */
export type Try =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked'; readonly until: number }
  | {
      readonly kind: 'try';
      readonly passwordHash: string;
      readonly body: string;
      readonly isActive: boolean;
      /** 0 on the last try: a wrong password then locks until `lockedUntil`. */
      readonly attemptsLeft: number;
      readonly lockedUntil: number;
    };

interface Tally {
  failed_tries: number;
  locked_until: number;
  lock_count: number;
}

interface AgentRow extends Tally {
  body: string;
  password_hash: string;
  is_active: boolean;
}

/**
 * Counts a try as failed before the password is looked at; `endTry` takes it back. So tries made at the same moment, on
 * whichever server process, can't outrun the limit.
 *
 * Each device that the agent has signed in at has a tally of its own, all others share the agent's: whoever guesses
 * elsewhere locks out his like, not the agent at his seat.
 */
export async function beginTry(engine: SqlEngine, agentNo: AgentNo, deviceId: DeviceId, now: number): Promise<Try> {
  return engine.transaction(async (client) => {
    const [agent] = await client.query<AgentRow>(
      `SELECT body, password_hash, is_active, failed_tries, locked_until, lock_count
         FROM agents WHERE agent_no = $1 FOR UPDATE`,
      [agentNo],
    );
    if (!agent) return { kind: 'unknown' };
    const [device] = await client.query<Tally>(
      `SELECT failed_tries, locked_until, lock_count FROM known_devices
        WHERE agent_no = $1 AND device_id = $2 FOR UPDATE`,
      [agentNo, deviceId],
    );
    const tally = device ?? agent;
    if (tally.locked_until > now) return { kind: 'locked', until: tally.locked_until };
    const counted = countFailure(tally, now);
    await keepTally(client, agentNo, device && deviceId, counted);
    return {
      kind: 'try',
      passwordHash: agent.password_hash,
      body: agent.body,
      isActive: agent.is_active,
      attemptsLeft: triesBeforeLock - tally.failed_tries - 1,
      lockedUntil: counted.locked_until,
    };
  });
}

function countFailure({ failed_tries, lock_count }: Tally, now: number): Tally {
  const failed = failed_tries + 1;
  if (failed < triesBeforeLock) return { failed_tries: failed, locked_until: 0, lock_count };
  const lockMs = Math.min(firstLockMs * 2 ** lock_count, longestLockMs);
  return { failed_tries: 0, locked_until: now + lockMs, lock_count: lock_count + 1 };
}

/** Without a device the tally of those that are not known. */
async function keepTally(
  client: SqlClient,
  agentNo: AgentNo,
  device: DeviceId | undefined,
  tally: Tally,
): Promise<void> {
  const { failed_tries, locked_until, lock_count } = tally;
  const values = [agentNo, failed_tries, locked_until, lock_count];
  const change = 'SET failed_tries = $2, locked_until = $3, lock_count = $4 WHERE agent_no = $1';
  if (device === undefined) await client.query(`UPDATE agents ${change}`, values);
  else await client.query(`UPDATE known_devices ${change} AND device_id = $5`, [...values, device]);
}

const forgiven = 'failed_tries = 0, locked_until = 0, lock_count = 0';

/**
 * The password was right: nothing is held against this device any more, and from now on it is known. What others tried
 * stays counted, or they would get new tries with every sign-in of the agent.
 */
export async function endTry(engine: SqlEngine, agentNo: AgentNo, deviceId: DeviceId): Promise<void> {
  await engine.transaction(async (client) => {
    // The same order as in beginTry, so that two of them never wait for each other.
    await client.query('SELECT 1 FROM agents WHERE agent_no = $1 FOR UPDATE', [agentNo]);
    const added = await client.query(
      'INSERT INTO known_devices (agent_no, device_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1',
      [agentNo, deviceId],
    );
    // A device that becomes known was counted with the others until now.
    if (added.length > 0) await client.query(`UPDATE agents SET ${forgiven} WHERE agent_no = $1`, [agentNo]);
    else
      await client.query(`UPDATE known_devices SET ${forgiven} WHERE agent_no = $1 AND device_id = $2`, [
        agentNo,
        deviceId,
      ]);
  });
}

/** A new password: what was tried at the old one counts no more, anywhere. */
export async function forgiveTries(client: SqlClient, agentNo: string): Promise<void> {
  await client.query(`UPDATE agents SET ${forgiven} WHERE agent_no = $1`, [agentNo]);
  await client.query(`UPDATE known_devices SET ${forgiven} WHERE agent_no = $1`, [agentNo]);
}
