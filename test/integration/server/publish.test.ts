import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { changeChannel } from '../../../server/live/change-notifier.ts';
import { readContentFolder } from '../../../server/publish/content-files.ts';
import { knownGroups } from '../../../server/publish/known-groups.ts';
import { publishFiles, withdrawEntries } from '../../../server/publish/publish-files.ts';
import { publish } from '../../../server/sync/publish.ts';
import { readTicketCatalog } from '../../../server/ticket-catalog.ts';
import { pullBodySchemas, type PullItem } from '../../../src/shared/sync/wire.ts';
import {
  knownCaller,
  outage,
  shippedProcedures,
  writeCentreContent,
  writeCustomers,
  writeFestivals,
  writeNotices,
  writeProcedures,
  writeQuestions,
} from '../../fakes/centre-content.ts';
import { resourcesFolder } from '../../fakes/server-process.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

const around = {
  ...{ catalog: readTicketCatalog(resourcesFolder), sounds: new Set<string>(), leaders: new Set(['0031']) },
  articleGroups: new Map<string, string>(),
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tashi-content-'));
  writeCentreContent(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder of content', () => {
  test('is whole when the starter texts are taken over, approved by a leader of the centre', () => {
    const pack = join(folder, 'phrase-packs', 'zh-Hans.json');
    writeFileSync(
      pack,
      readFileSync(pack, 'utf8').replace('"status": "draft"', '"status": "approved", "reviewer": "0031"'),
    );
    const { items, problems, leftOut } = readContentFolder(folder, around);
    expect(problems).toEqual([]);
    expect(new Set(items.map(({ stream }) => stream))).toEqual(
      new Set(['phrases', 'knowledge', 'notices', 'customers']),
    );
    expect(leftOut).toEqual([]);
  });

  test('is told of by file, line and reason where it is not', () => {
    const pack = join(folder, 'phrase-packs', 'adx.json');
    const text = readFileSync(pack, 'utf8');
    const line = text.slice(0, text.indexOf('"status": "draft"')).split('\n').length;
    writeFileSync(pack, text.replace('"status": "draft"', '"status": "approved", "reviewer": "9527"'));
    writeFileSync(
      join(folder, 'notices.json'),
      JSON.stringify(
        { schemaVersion: 1, notices: [{ ...outage('停电'), areas: ['lhasa'], validUntil: 'soon' }] },
        null,
        1,
      ),
    );
    writeFileSync(
      join(folder, 'customers', 'more.json'),
      JSON.stringify({ schemaVersion: 1, customers: [{ ...knownCaller, id: 'k-other' }] }),
    );
    writeFileSync(join(folder, 'knowledge', 'broken.json'), '{\n"schemaVersion": 1,\n"articles": [}');
    const [starter = ''] = readdirSync(join(folder, 'knowledge'));
    const own = JSON.parse(readFileSync(join(folder, 'knowledge', starter), 'utf8')) as { articles: [object] };
    const odd = { ...own.articles[0], id: 'zh.odd', body: 'a\u0000b' };
    writeFileSync(join(folder, 'knowledge', 'odd.json'), JSON.stringify({ schemaVersion: 1, articles: [odd] }));
    writeFileSync(join(folder, 'staff.json'), '{}');
    const { problems, leftOut } = readContentFolder(folder, around);
    expect(problems).toContain(
      `phrase-packs/adx.json:${String(line)}: 9527 is no leader of this centre (phrases.0.reviewer)`,
    );
    expect(problems).toContain('customers/more.json:1: number "+8613900000042" is there twice (customers.0.phones.0)');
    const late = readFileSync(join(folder, 'notices.json'), 'utf8')
      .split('\n')
      .findIndex((row) => row.includes('soon'));
    expect(problems).toContain(
      `notices.json:${String(late + 1)}: a time is epoch ms, or like 2026-03-01T08:00+08:00 (notices.0.validUntil)`,
    );
    expect(problems.filter((problem) => problem.startsWith('knowledge/broken.json:3: '))).toHaveLength(1);
    expect(problems).toContain('knowledge/odd.json:1: a control character is in it (articles.0.body)');
    expect(problems).toHaveLength(5);
    expect(leftOut).toEqual(['staff.json']);
  });

  test('names a festival that nobody can celebrate by its line', () => {
    const losar = { festival: 'losar', from: '2027-03-01', to: '2027-03-03' };
    writeFestivals(folder, [
      { ...losar, id: 'losar-2027-yushu', areas: ['yushu'] },
      { ...losar, id: 'losar-2027' },
      { ...losar, id: 'twice', areas: ['hainan', 'yushu'] },
      { ...losar, id: 'losar-2027', from: '2028-01-01', to: '2028-01-02' },
      { ...losar, id: 'no-day', from: '2029-02-30', to: '2029-03-02' },
      { ...losar, id: 'reversed', from: '2030-03-04' },
      { ...losar, id: 'endless', from: '2031-01-01', to: '2031-12-31' },
      { ...losar, id: 'stranger', from: '2032-01-01', to: '2032-01-02', areas: ['lhasa'] },
    ]);
    const reasons = (problems: readonly string[]): string[] =>
      problems.map((each) => each.replace(/^.*?: /, '')).sort();
    expect(reasons(readContentFolder(folder, around).problems)).toEqual(
      [
        'ends before it begins (festivals.5)',
        'longer than any festival (festivals.6)',
        'no such day (festivals.4)',
      ].sort(),
    );
    writeFestivals(folder, [
      { ...losar, id: 'losar-2027-yushu', areas: ['yushu'] },
      { ...losar, id: 'twice', areas: ['hainan', 'yushu'] },
      { ...losar, id: 'twice', from: '2028-01-01', to: '2028-01-02' },
      { ...losar, id: 'stranger', from: '2032-01-01', to: '2032-01-02', areas: ['lhasa'] },
    ]);
    expect(reasons(readContentFolder(folder, around).problems)).toEqual(
      [
        'festival "twice" is there twice (festivals.2.id)',
        'festival "losar 2027, yushu" is there twice (festivals.1)',
        'area "lhasa" is not in the ticket catalog (festivals.3.areas.0)',
      ].sort(),
    );
  });
});

describeContract('publishing', (kind) => {
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
  const publishFolder = (now = Date.now()): ReturnType<typeof publishFiles> =>
    publishFiles(centre.engine, readContentFolder(folder, around).items, now);
  const bodyOf = (items: readonly PullItem[], id: string): unknown => {
    const item = items.find((entry) => entry.id === id);
    return item?.op === 'put' ? item.body : item?.op;
  };

  test('reaches every desk at once, and the second time nobody', async () => {
    const ear = seat.openLive();
    await ear.opened;
    const first = await publishFolder(1_790_000_000_000);
    expect(first.map(({ stream, same }) => [stream, same])).toEqual([
      ['phrases', 0],
      ['knowledge', 0],
      ['notices', 0],
      ['customers', 0],
    ]);
    for (const { stream, changed } of first) {
      await ear.hears(stream);
      expect((await seat.pullAll(stream)).items).toHaveLength(changed);
    }
    expect(bodyOf((await seat.pullAll('notices')).items, 'n-works')).toMatchObject({
      validFrom: Date.UTC(2026, 0, 1),
      updatedAt: 1_790_000_000_000,
    });

    const { cursor } = await seat.pullAll('knowledge');
    ear.forget();
    let messages = 0;
    ear.socket.on('message', () => void (messages += 1));
    expect((await publishFolder()).map(({ changed }) => changed)).toEqual([0, 0, 0, 0]);
    expect((await seat.pullAll('knowledge', cursor)).items).toEqual([]);
    writeNotices(folder, [outage('贵德县河西镇提前送电')]);
    expect((await publishFolder()).map(({ changed }) => changed)).toEqual([0, 0, 1, 0]);
    await ear.hears('notices');
    expect(messages).toBe(1);
    ear.socket.close();
  });

  test('leaves alone what the centre changed since the file was published', async () => {
    await publishFolder();
    const corrected = { ...knownCaller, address: '贵德县河西镇 6 社', updatedAt: 5 };
    await centre.engine.transaction((client) =>
      publish(client, { stream: 'customers', id: 'k-pema', body: corrected }),
    );
    await publishFolder();
    expect(bodyOf((await seat.pullAll('customers')).items, 'k-pema')).toEqual(corrected);
    writeCustomers(folder, [{ ...knownCaller, managerName: '才让' }]);
    await publishFolder();
    expect(bodyOf((await seat.pullAll('customers')).items, 'k-pema')).toMatchObject({ managerName: '才让' });
  });

  test('procedures and questions go the same way, and know the articles that are there already', async () => {
    const known = await knownGroups(centre.engine, resourcesFolder);
    expect(known.get('power-outage')).toBe('power');
    await centre.engine.transaction((client) =>
      publish(client, { stream: 'knowledge', id: 'zh.moon', body: { group: 'moon', domain: 'bank', lang: 'zh-Hans' } }),
    );
    expect((await knownGroups(centre.engine, resourcesFolder)).get('moon')).toBe('bank');
    // From before such a text was refused.
    const odd = { group: 'sun', domain: 'bank', lang: 'zh-Hans', body: 'a\u0000b' };
    await centre.engine.transaction((client) => publish(client, { stream: 'knowledge', id: 'zh.sun', body: odd }));
    const besides = await knownGroups(centre.engine, resourcesFolder);
    expect([besides.get('moon'), besides.has('sun')]).toEqual(['bank', false]);
    await withdrawEntries(centre.engine, 'knowledge', ['zh.moon', 'zh.sun']);
    expect((await knownGroups(centre.engine, resourcesFolder)).has('moon')).toBe(false);

    const [procedure] = shippedProcedures();
    if (!procedure) throw new Error('too few procedures');
    const { updatedAt: _, ...undated } = procedure;
    writeProcedures(folder, [{ ...undated, version: 9, status: 'published' }]);
    writeQuestions(folder, [{ question: '家里没电了怎么办', domain: 'power', article: 'power-outage' }]);
    const ear = seat.openLive();
    await ear.opened;
    await publishFolder(1_790_000_000_000);
    await ear.hears('procedures');
    const { items } = await seat.pullAll('procedures');
    expect(pullBodySchemas.procedures.parse(bodyOf(items, procedure.id))).toMatchObject({
      ...{ version: 9, updatedAt: 1_790_000_000_000 },
    });
    const list = pullBodySchemas.questions.parse(bodyOf((await seat.pullAll('questions')).items, 'top'));
    expect(list.questions).toHaveLength(1);
    expect(await withdrawEntries(centre.engine, 'questions', ['top'])).toBe(1);
    ear.socket.close();
  });

  test('is taken back, and comes again with the file', async () => {
    await publishFolder();
    const ear = seat.openLive();
    await ear.opened;
    expect(await withdrawEntries(centre.engine, 'notices', ['n-works', 'n-never'])).toBe(1);
    await ear.hears('notices');
    expect(bodyOf((await seat.pullAll('notices')).items, 'n-works')).toBe('drop');
    await publishFolder();
    expect(bodyOf((await seat.pullAll('notices')).items, 'n-works')).toMatchObject({ id: 'n-works' });
    ear.socket.close();
  });

  test('waits for what holds its changes back, so that desks do not come too early', async () => {
    if (kind.name === 'pglite') return;
    writeNotices(folder, [outage('推迟送电')]);
    const { cursor } = await seat.pullAll('notices');
    const ear = seat.openLive();
    await ear.opened;
    // What the tests before this one changed may be told of only now; notices keep their order.
    await centre.engine.query('SELECT pg_notify($1, $2)', [changeChannel, 'festivals']);
    await ear.hears('festivals');
    ear.forget();
    let end = (): void => undefined;
    const older = await new Promise<{ done: Promise<void> }>((begun) => {
      const done = centre.engine.transaction(async (client) => {
        await client.query('SELECT pg_current_xact_id()');
        const ended = new Promise<void>((resolve) => (end = resolve));
        begun({ done });
        await ended;
      });
    });
    const published = publishFolder();
    const committed = async (): Promise<void> => {
      for (let count = 0; count !== 1;) {
        const [row] = await centre.engine.query<{ n: number }>(
          "SELECT count(*) AS n FROM published WHERE stream = 'notices' AND body LIKE '%推迟送电%'",
        );
        count = row?.n ?? 0;
      }
    };
    const isTold = ear.hears('notices').then(() => 'told');
    try {
      await committed();
      expect(await Promise.race([isTold, centre.engine.query("SELECT 'committed'")])).not.toBe('told');
    } finally {
      // Else nothing on this database would ever end.
      end();
    }
    await older.done;
    await isTold;
    expect((await seat.pullAll('notices', cursor)).items).toHaveLength(1);
    await published;
    ear.socket.close();
  });
});
