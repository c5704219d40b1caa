import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { agentSchema } from '../../src/shared/domain/agent.ts';
import type { DeviceId } from '../../src/shared/ids.ts';
import { pageText } from '../../src/shared/sync/page-text.ts';
import type { PullAnswer, PullItem, pullRequestSchema } from '../../src/shared/sync/wire.ts';
import type { AccessClaims } from '../auth/access-token.ts';
import type { Centre } from '../centre.ts';
import { readCursor, writeCursor, type Progress } from './cursor.ts';
import { directoryStreams, scopeOfAgents, type Scope } from './scope.ts';

interface PublishedRow {
  id: string;
  schema_version: number;
  body: string | null;
  xact: string;
  seq: number;
  is_seen: boolean;
}

type PullRequest = z.infer<typeof pullRequestSchema>;

/**
 * One page of changes after the cursor. Pages are ordered by transaction and hold only transactions older than every one
 * that still runs: whatever commits later is numbered after the page, so it can't be skipped.
 *
 * Of items that are for other machines a machine hears only what it may know from before: those that somebody lost sight
 * of since its feed began. They come as gone.
 */
export async function pull(centre: Centre, claims: AccessClaims, request: PullRequest): Promise<PullAnswer> {
  const isDirectory = directoryStreams.includes(request.stream);
  const { feedId, oldest, scope } = await currentFeed(centre, isDirectory ? claims.deviceId : undefined);
  const known = readCursor(request.cursor, feedId, request.stream, scope);
  const from: Progress = known ?? { place: { xact: '0', seq: 0 }, start: oldest };
  const rows = await changesAfter(centre, request, scope, from);
  const page = rows.slice(0, request.limit);
  const answer = {
    items: page.map(itemOf),
    cursor: writeCursor(feedId, request.stream, scope, { ...from, place: page.at(-1) ?? from.place }),
    more: rows.length > page.length,
    startsAnew: known === undefined,
    feed: feedId,
  };
  const isLongPass = answer.startsAnew && answer.more && scope.kind === 'all';
  return {
    ...answer,
    ...(isLongPass && { total: await countOf(centre, request.stream) }),
    hash: createHash('sha256').update(pageText(request.stream, answer)).digest('base64url'),
  };
}

/** Items of the whole stream, as a pass from its beginning meets them. */
async function countOf(centre: Centre, stream: PullRequest['stream']): Promise<number> {
  const [row] = await centre.engine.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM published WHERE stream = $1',
    [stream],
  );
  return row?.count ?? 0;
}

function changesAfter(
  centre: Centre,
  request: PullRequest,
  scope: Scope,
  { place, start }: Progress,
): Promise<PublishedRow[]> {
  const keys = scope.kind === 'all' ? null : scope.keys;
  const mine = '$5::text[]';
  return centre.engine.query<PublishedRow>(
    `SELECT id, schema_version, body, xact::text AS xact, seq, $5::text[] IS NULL OR scopes && ${mine} AS is_seen
       FROM published
      WHERE stream = $1 AND (xact, seq) > ($2::text::xid8, $3::bigint)
        AND xact < pg_snapshot_xmin(pg_current_snapshot())
        AND ($5::text[] IS NULL OR scopes && ${mine} OR moved_xact >= $6::text::xid8)
      ORDER BY published.xact, seq LIMIT $4`,
    [request.stream, place.xact, place.seq, request.limit + 1, keys, start],
  );
}

interface Feed {
  readonly feedId: string;
  /** The oldest transaction that still runs. */
  readonly oldest: string;
  readonly scope: Scope;
}

interface FeedRow {
  feed_id: string;
  oldest: string;
  /** Agents of the machine; null where every machine is given all. */
  agents: string[] | null;
}

/**
 * The feed as it is for a machine, or for all where none is given. The directory lies on the machine, for all who work
 * there: its scope is what the agents with a session on it may see together.
 */
async function currentFeed(centre: Centre, deviceId: DeviceId | undefined): Promise<Feed> {
  const [row] = await centre.engine.query<FeedRow>(
    `SELECT feed_id, pg_snapshot_xmin(pg_current_snapshot())::text AS oldest,
            CASE WHEN is_large AND $1::text IS NOT NULL THEN
              ARRAY(SELECT body FROM agents WHERE is_active AND agent_no IN
                (SELECT agent_no FROM sessions WHERE device_id = $1 AND revoked_at IS NULL AND expires_at > $2))
            END AS agents
       FROM centre`,
    [deviceId ?? null, centre.now()],
  );
  if (!row) throw new Error('the database has no centre yet');
  const { feed_id: feedId, oldest, agents } = row;
  if (agents === null) return { feedId, oldest, scope: { kind: 'all' } };
  return { feedId, oldest, scope: scopeOfAgents(agents.map((body) => agentSchema.parse(JSON.parse(body)))) };
}

function itemOf(row: PublishedRow): PullItem {
  if (row.body === null || !row.is_seen) return { op: 'drop', id: row.id };
  return { op: 'put', id: row.id, schemaVersion: row.schema_version, body: JSON.parse(row.body) as unknown };
}
