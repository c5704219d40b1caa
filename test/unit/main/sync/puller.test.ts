import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createPuller, type PullTarget } from '../../../../src/main/sync/puller.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../../src/shared/ipc/result.ts';
import { pageText } from '../../../../src/shared/sync/page-text.ts';
import type { PullAnswer, PullItem, PullStream } from '../../../../src/shared/sync/wire.ts';

const pageSize = 2;
const silent = { info: () => undefined, warn: () => undefined, bug: (what: string, bug: unknown) => fail(what, bug) };

function fail(what: string, bug: unknown): never {
  throw new Error(what, { cause: bug });
}

/** A server of numbered items whose pages can come damaged. */
class Server {
  readonly asked: string[] = [];
  readonly items = new Map<PullStream, string[]>();
  /** How often the page after this cursor comes damaged. */
  readonly damage = new Map<string, number>();

  pull = (stream: PullStream, cursor: string | undefined): Promise<Result<PullAnswer>> => {
    this.asked.push(`${stream} ${cursor ?? '-'}`);
    const all = this.items.get(stream) ?? [];
    const from = Number(cursor ?? 0);
    const items = all
      .slice(from, from + pageSize)
      .map((id): PullItem => ({ op: 'put', id, schemaVersion: 1, body: id }));
    const page = {
      items,
      cursor: String(Math.min(all.length, from + pageSize)),
      more: from + pageSize < all.length,
      startsAnew: cursor === undefined,
    };
    const hash = createHash('sha256').update(pageText(stream, page)).digest('base64url');
    const key = `${stream} ${cursor ?? '-'}`;
    const left = this.damage.get(key) ?? 0;
    if (left === 0) return Promise.resolve(ok({ ...page, hash }));
    this.damage.set(key, left - 1);
    return Promise.resolve(ok({ ...page, items: [{ op: 'drop', id: 'forged' }], hash }));
  };
}

function target(hasBook: boolean) {
  const applied: string[] = [];
  const parked = new Set<string | undefined>();
  let cursor: string | undefined;
  let isResting = false;
  const take = (items: readonly PullItem[]): void => void applied.push(...items.map(({ id }) => id));
  const made: PullTarget = {
    pullCursor: () => Promise.resolve(cursor),
    applyPull(_stream, items, to) {
      take(items);
      cursor = to;
      return Promise.resolve({});
    },
    ...(hasBook && {
      pages: {
        isResting: () => Promise.resolve(isResting),
        park(_stream, from, to) {
          parked.add(from);
          cursor = to;
          return Promise.resolve();
        },
        parked: () => Promise.resolve([...parked]),
        mend(_stream, from, items) {
          take(items);
          parked.delete(from);
          return Promise.resolve();
        },
      },
    }),
  };
  return { made, applied, parked, rest: (rests: boolean) => void (isResting = rests) };
}

function startPuller(server: Server, targets: Partial<Record<PullStream, PullTarget>>) {
  const failures: string[] = [];
  const caughtUp: PullStream[] = [];
  const puller = createPuller({
    server,
    targetOf: (stream) => Promise.resolve(targets[stream]),
    log: silent,
    onApplied: () => Promise.resolve(),
    onExchanged: () => undefined,
    onFeed: () => Promise.resolve(),
    onCaughtUp: (stream) => void caughtUp.push(stream),
    onFailed: ({ code }, stream) => void failures.push(`${stream} ${code}`),
  });
  return { puller, failures, caughtUp };
}

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `i${index}`);

test('a page that comes damaged once is asked for again and nobody notices', async () => {
  const server = new Server();
  server.items.set('knowledge', ids(6));
  server.damage.set('knowledge 2', 1);
  const { made, applied, parked } = target(true);
  const { puller, failures } = startPuller(server, { knowledge: made });
  await puller.start();
  expect(applied).toEqual(ids(6));
  expect([...parked]).toEqual([]);
  expect(failures).toEqual([]);
});

test('a page that stays damaged is put aside, the rest goes on, and it comes once it is whole', async () => {
  const server = new Server();
  server.items.set('knowledge', ids(6));
  // Twice on its turn, twice at the end of the run.
  server.damage.set('knowledge 2', 4);
  const { made, applied, parked } = target(true);
  const { puller } = startPuller(server, { knowledge: made });
  await puller.start();
  expect(applied).toEqual(['i0', 'i1', 'i4', 'i5']);
  expect([...parked]).toEqual(['2']);
  await puller.pull(['knowledge']);
  expect(applied).toEqual(['i0', 'i1', 'i4', 'i5', 'i2', 'i3']);
  expect([...parked]).toEqual([]);
});

test('nothing of a damaged page is applied where its stream keeps no book of pages; other streams go on', async () => {
  const server = new Server();
  server.items.set('customers', ids(4));
  server.items.set('knowledge', ids(2));
  server.damage.set('customers 2', 99);
  const customers = target(false);
  const knowledge = target(true);
  const { puller, failures, caughtUp } = startPuller(server, { customers: customers.made, knowledge: knowledge.made });
  await puller.start();
  expect(customers.applied).toEqual(['i0', 'i1']);
  expect(failures).toEqual(['customers server.badAnswer']);
  expect(caughtUp).toContain('knowledge');
  expect(caughtUp).not.toContain('customers');
  expect(knowledge.applied).toEqual(['i0', 'i1']);
  server.damage.clear();
  await puller.pull(['customers']);
  expect(customers.applied).toEqual(ids(4));
  expect(caughtUp.at(-1)).toBe('customers');
});

test('a stream counts as caught up after its last page, and words come before the large streams', async () => {
  const server = new Server();
  server.items.set('phrases', ids(3));
  const { puller, caughtUp } = startPuller(server, { phrases: target(false).made, customers: target(false).made });
  await puller.start();
  expect(caughtUp.filter((stream) => stream === 'phrases')).toHaveLength(1);
  expect(server.asked.indexOf('phrases 2')).toBeLessThan(server.asked.indexOf('customers -'));
});

test('where every page comes damaged the run ends instead of putting everything aside', async () => {
  const server = new Server();
  server.items.set('knowledge', ids(200));
  for (let from = 0; from < 200; from += pageSize) server.damage.set(`knowledge ${from === 0 ? '-' : from}`, 99);
  const { made, parked } = target(true);
  const { puller, failures } = startPuller(server, { knowledge: made });
  await puller.start();
  expect(failures).toEqual(['knowledge server.badAnswer']);
  expect(parked.size).toBe(20);
});

test('a notice does not wait for the end of a long filling', async () => {
  const server = new Server();
  server.items.set('knowledge', ids(20));
  server.items.set('notices', ids(1));
  const notices = target(true);
  const { made } = target(true);
  let asked = 0;
  const { puller } = startPuller(server, {
    notices: notices.made,
    knowledge: {
      ...made,
      async applyPull(...page) {
        if (++asked === 3) void puller.pull(['notices']);
        return made.applyPull(...page);
      },
    },
  });
  await puller.pull(['knowledge']);
  await puller.start();
  const order = server.asked.filter((line) => line.startsWith('notices'));
  expect(order).toHaveLength(2);
  expect(server.asked.lastIndexOf(order[1] ?? '')).toBeLessThan(server.asked.length - 5);
});

test('a filling that is told to rest waits between two pages and goes on where it was', async () => {
  const server = new Server();
  server.items.set('knowledge', ids(8));
  const { made, applied, rest } = target(true);
  const { puller } = startPuller(server, {
    knowledge: {
      ...made,
      async applyPull(...page) {
        const kept = await made.applyPull(...page);
        if (applied.length === 4) rest(true);
        return kept;
      },
    },
  });
  await puller.start();
  expect(applied).toEqual(ids(4));
  await puller.pull(['knowledge']);
  expect(applied).toEqual(ids(4));
  rest(false);
  await puller.pull(['knowledge']);
  expect(applied).toEqual(ids(8));
});

test('a stream that an older server does not know is nothing to wait for, and nothing that failed', async () => {
  const server = new Server();
  server.items.set('knowledge', ids(2));
  const pull: Server['pull'] = (stream, cursor) =>
    stream === 'uses'
      ? Promise.resolve(err(appError('server.rejected', 'none', { code: 'request.invalid' })))
      : server.pull(stream, cursor);
  const [uses, knowledge] = [target(true), target(true)];
  const { puller, failures, caughtUp } = startPuller(Object.assign(new Server(), { pull, items: server.items }), {
    uses: uses.made,
    knowledge: knowledge.made,
  });
  await puller.start();
  expect(failures).toEqual([]);
  expect(caughtUp).toContain('uses');
  expect(knowledge.applied).toEqual(ids(2));
});
