import type { AgentNo } from '../../src/shared/ids.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

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
      /** 0 on the last try: a wrong password then locks the account until `lockedUntil`. */
      readonly attemptsLeft: number;
      readonly lockedUntil: number;
    };

interface AgentRow {
  body: string;
  password_hash: string;
  is_active: boolean;
  failed_tries: number;
  locked_until: number;
  lock_count: number;
}

/**
 * Counts a try as failed before the password is looked at; `forgiveTries` takes it back. So tries made at the same
 * moment, on whichever server process, can't outrun the limit.
 */
export async function beginTry(engine: SqlEngine, agentNo: AgentNo, now: number): Promise<Try> {
  return engine.transaction(async (client) => {
    const [row] = await client.query<AgentRow>(
      `SELECT body, password_hash, is_active, failed_tries, locked_until, lock_count
         FROM agents WHERE agent_no = $1 FOR UPDATE`,
      [agentNo],
    );
    if (!row) return { kind: 'unknown' };
    if (row.locked_until > now) return { kind: 'locked', until: row.locked_until };
    const failed = row.failed_tries + 1;
    const isLast = failed >= triesBeforeLock;
    const lockedUntil = isLast ? now + Math.min(firstLockMs * 2 ** row.lock_count, longestLockMs) : 0;
    await client.query('UPDATE agents SET failed_tries = $2, locked_until = $3, lock_count = $4 WHERE agent_no = $1', [
      agentNo,
      isLast ? 0 : failed,
      lockedUntil,
      isLast ? row.lock_count + 1 : row.lock_count,
    ]);
    return {
      kind: 'try',
      passwordHash: row.password_hash,
      body: row.body,
      isActive: row.is_active,
      attemptsLeft: triesBeforeLock - failed,
      lockedUntil,
    };
  });
}

/** The password was right: nothing is held against this agent any more. */
export const forgiveTries = 'UPDATE agents SET failed_tries = 0, locked_until = 0, lock_count = 0 WHERE agent_no = $1';
