import type Database from 'better-sqlite3';

export type MetaKey =
  | 'refreshToken'
  | 'highestSeen'
  | 'numberMark'
  | 'recentReveals'
  | 'signedOnAt'
  | 'formsCursor'
  /** Which run of changes the centre was at when it was asked last. */
  | 'centreFeed'
  /** Version of the rules by which the words of tickets are indexed. */
  | 'ticketWordRules'
  /** The last nudge to rest, as JSON. */
  | 'restNudge'
  /** Pass tests that went on when the centre was heard of last, JSON. */
  | 'knownExams'
  /** What the agent is typing in pass tests, JSON. */
  | 'examWords'
  /** What the agent is typing to add to tickets, JSON. */
  | 'supplementDrafts';

export interface MetaQueries {
  get(key: MetaKey): string | undefined;
  put(key: MetaKey, value: string): void;
}

export function createMetaQueries(db: Database.Database): MetaQueries {
  const get = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const put = db.prepare<[string, string]>(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return { get: (key) => get.get(key), put: (key, value) => void put.run(key, value) };
}
