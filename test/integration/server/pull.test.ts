import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SqlClient } from '../../../server/engine/sql-engine.ts';
import { settleFeed } from '../../../server/sync/feed.ts';
import { publish, withdraw } from '../../../server/sync/publish.ts';
import { pageText } from '../../../src/shared/sync/page-text.ts';
import type { PullStream } from '../../../src/shared/sync/wire.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

/** A promise and its key. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describeContract('pull', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = await centre.openSeat();
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const put = (client: SqlClient, stream: PullStream, id: string, text = 'first'): Promise<boolean> =>
    publish(client, { stream, id, body: { id, text } });
  const putAll = (stream: PullStream, ids: readonly string[]): Promise<unknown> =>
    centre.engine.transaction(async (client) => {
      for (const id of ids) await put(client, stream, id);
    });
  const idsOf = (items: readonly { id: string }[]): string[] => items.map((item) => item.id);

  test('brings everything in pages, each thing once, and then nothing more', async () => {
    const ids = Array.from({ length: 23 }, (_, index) => `n-${String(index)}`);
    await putAll('notices', ids);
    const { items, cursor } = await seat.pullAll('notices', undefined, 5);
    expect(idsOf(items)).toEqual(ids);
    expect(items[0]).toEqual({ op: 'put', id: 'n-0', schemaVersion: 1, body: { id: 'n-0', text: 'first' } });
    expect(await seat.pullPage('notices', cursor)).toEqual({
      ...{ items: [], cursor, more: false, feed: expect.any(String) },
      startsAnew: false,
      hash: expect.any(String) as string,
    });
  });

  test('each page comes with the checksum of what it holds, the first of many with how many there are', async () => {
    await putAll('notices', ['n-\u{20000}', 'n-་', 'n-\ud800']);
    const first = await seat.pullPage('notices', undefined, 2);
    const all = await seat.pullAll('notices');
    expect(first).toMatchObject({ startsAnew: true, more: true, total: all.items.length });
    const second = await seat.pullPage('notices', first.cursor, 2);
    expect(second).not.toHaveProperty('total');
    for (const page of [first, second, await seat.pullPage('notices')]) {
      const digest = createHash('sha256').update(pageText('notices', page)).digest('base64url');
      expect(page.hash).toBe(digest);
    }
  });

  test('after that only what changed, newest state once; the same state again is no change', async () => {
    const { cursor } = await seat.pullAll('notices');
    await put(centre.engine, 'notices', 'n-3', 'second');
    await put(centre.engine, 'notices', 'n-3', 'third');
    expect(await put(centre.engine, 'notices', 'n-4')).toBe(false);
    const { items } = await seat.pullAll('notices', cursor);
    expect(items).toEqual([{ op: 'put', id: 'n-3', schemaVersion: 1, body: { id: 'n-3', text: 'third' } }]);
  });

  test('what is gone leaves a tombstone, and may come back', async () => {
    const { cursor } = await seat.pullAll('notices');
    expect(await withdraw(centre.engine, 'notices', 'n-5')).toBe(true);
    expect(await withdraw(centre.engine, 'notices', 'n-5')).toBe(false);
    const gone = await seat.pullAll('notices', cursor);
    expect(gone.items).toEqual([{ op: 'drop', id: 'n-5' }]);
    await put(centre.engine, 'notices', 'n-5');
    expect((await seat.pullAll('notices', gone.cursor)).items).toMatchObject([{ op: 'put', id: 'n-5' }]);
  });

  test('streams do not mix', async () => {
    await putAll('customers', ['c-1', 'c-2']);
    const { cursor } = await seat.pullAll('customers');
    await put(centre.engine, 'knowledge', 'k-1');
    expect((await seat.pullAll('customers', cursor)).items).toEqual([]);
    expect(idsOf((await seat.pullAll('knowledge')).items)).toEqual(['k-1']);
  });

  test('a cursor of another feed, another stream or none at all starts anew', async () => {
    const { cursor } = await seat.pullAll('notices');
    const { items } = await seat.pullAll('customers');
    for (const strange of [cursor, 'nonsense', '', Buffer.from('1 x customers 5 5').toString('base64url')]) {
      expect((await seat.pullAll('customers', strange)).items).toEqual(items);
    }
  });

  test('refuses an unknown stream, a page of no size and no token', async () => {
    const cases: [string, string][] = [
      ['stream', 'stream=secrets'],
      ['stream', ''],
      ['limit', 'stream=notices&limit=0'],
      ['limit', 'stream=notices&limit=1001'],
      ['limit', 'stream=notices&limit=many'],
      ['cursor', `stream=notices&cursor=${'x'.repeat(201)}`],
    ];
    for (const [field, query] of cases) {
      const answer = await seat.request('GET', `/v1/pull?${query}`);
      expect(answer, query).toMatchObject({ status: 400, body: { code: 'request.invalid', params: { field } } });
    }
    expect((await seat.request('GET', '/v1/pull?stream=notices', undefined, '')).status).toBe(401);
  });

  test('a late commit is never skipped, whatever was numbered after it', async () => {
    // One connection can't have two transactions open.
    if (kind.name === 'pglite') return;
    await putAll('knowledge', ['k-before']);
    const { cursor } = await seat.pullAll('knowledge');
    const [early, other] = [gate(), gate()];
    const [earlyDone, otherDone] = [gate(), gate()];
    // This one has the older transaction and the older number, and commits last.
    const slow = centre.engine.transaction(async (client) => {
      await put(client, 'knowledge', 'k-slow');
      early.open();
      await earlyDone.opened;
    });
    await early.opened;
    // Begun before the next but numbered after it.
    const straddling = centre.engine.transaction(async (client) => {
      await client.query('SELECT pg_current_xact_id()');
      other.open();
      await otherDone.opened;
      await put(client, 'knowledge', 'k-straddling');
    });
    await other.opened;
    await put(centre.engine, 'knowledge', 'k-quick');
    const during = await seat.pullAll('knowledge', cursor);
    expect(during.items).toEqual([]);
    otherDone.open();
    await straddling;
    const still = await seat.pullAll('knowledge', during.cursor);
    expect(still.items).toEqual([]);
    earlyDone.open();
    await slow;
    const after = await seat.pullAll('knowledge', still.cursor);
    expect(idsOf(after.items).sort()).toEqual(['k-quick', 'k-slow', 'k-straddling']);
  });

  test('nor one that was numbered before what the desk has already', async () => {
    if (kind.name === 'pglite') return;
    const { cursor } = await seat.pullAll('knowledge');
    const [begun, numbered] = [gate(), gate()];
    const [mayWrite, mayCommit] = [gate(), gate()];
    const older = centre.engine.transaction(async (client) => {
      await client.query('SELECT pg_current_xact_id()');
      begun.open();
      await mayWrite.opened;
      await put(client, 'knowledge', 'k-older');
    });
    await begun.opened;
    const younger = centre.engine.transaction(async (client) => {
      await put(client, 'knowledge', 'k-younger');
      numbered.open();
      await mayCommit.opened;
    });
    await numbered.opened;
    mayWrite.open();
    await older;
    const first = await seat.pullAll('knowledge', cursor);
    expect(idsOf(first.items)).toEqual(['k-older']);
    mayCommit.open();
    await younger;
    expect(idsOf((await seat.pullAll('knowledge', first.cursor)).items)).toEqual(['k-younger']);
  });

  test('a desk that pulls while many write misses nothing', async () => {
    const { cursor } = await seat.pullAll('calls');
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let batch = 0; batch < 12; batch += 1) {
        const ids = Array.from({ length: 4 }, (__, index) => `w${String(writer)}-${String(batch)}-${String(index)}`);
        await putAll('calls', ids);
      }
    });
    const state = { isWriting: true };
    const writing = Promise.all(writers).finally(() => {
      state.isWriting = false;
    });
    const seen: string[] = [];
    let from = cursor;
    while (state.isWriting) {
      const page = await seat.pullPage('calls', from, 7);
      seen.push(...idsOf(page.items));
      from = page.cursor;
    }
    await writing;
    seen.push(...idsOf((await seat.pullAll('calls', from, 7)).items));
    expect(seen).toHaveLength(6 * 12 * 4);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('a restored copy voids all cursors and serves everything again', async () => {
    const { items, cursor } = await seat.pullAll('notices');
    // As after loading a dump into a fresh cluster: rows of transactions that this one has not reached.
    await centre.engine.query("UPDATE published SET xact = '900000000000'::xid8 WHERE stream = 'notices'");
    await centre.engine.query("UPDATE centre SET feed_source = 'the old cluster'");
    expect((await seat.pullAll('notices')).items).toEqual([]);
    await settleFeed(centre.server.centre);
    const again = await seat.pullAll('notices', cursor);
    expect(idsOf(again.items).sort()).toEqual(idsOf(items).sort());
    const feed = await settleFeed(centre.server.centre);
    expect(await settleFeed(centre.server.centre)).toBe(feed);
  });
});
