import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readContentFolder } from '../../../server/publish/content-files.ts';
import { keepEnclosures } from '../../../server/publish/enclosures.ts';
import { publishFiles, withdrawEntries } from '../../../server/publish/publish-files.ts';
import { readTicketCatalog } from '../../../server/ticket-catalog.ts';
import { attachmentChunk } from '../../../src/shared/domain/attachment.ts';
import { articleSchema, type Article } from '../../../src/shared/domain/article.ts';
import { enclosureChunkSchema, type Enclosure } from '../../../src/shared/domain/enclosure.ts';
import { sampleFile } from '../../fakes/sample-files.ts';
import { samplePicture } from '../../fakes/sample-picture.ts';
import { resourcesFolder } from '../../fakes/server-process.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { makeArticle } from '../../fixtures/mixed-articles.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

const around = {
  ...{ catalog: readTicketCatalog(resourcesFolder), sounds: new Set<string>(), leaders: new Set<string>() },
  articleGroups: new Map<string, string>(),
};

describeContract('pictures and documents of articles', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let folder: string;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = await centre.openSeat();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tashi-enclosed-'));
    mkdirSync(join(folder, 'knowledge', 'files'), { recursive: true });
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(folder, 'knowledge', 'files', name), bytes);
  const read = (enclosures: readonly object[], changes: Partial<Article> = {}) => {
    const article = { ...makeArticle({ id: 'meter', title: '看电表', body: '先看。', ...changes }), enclosures };
    writeFileSync(join(folder, 'knowledge', 'power.json'), JSON.stringify({ schemaVersion: 1, articles: [article] }));
    return readContentFolder(folder, around);
  };
  const publish = async ({ items, enclosed, problems }: ReturnType<typeof read>): Promise<void> => {
    expect(problems).toEqual([]);
    await keepEnclosures(centre.server.centre.attachments, enclosed);
    await publishFiles(centre.engine, items, Date.now());
  };
  const published = async (): Promise<readonly Enclosure[]> => {
    const { items } = await seat.pullAll('knowledge');
    const item = items.find(({ id }) => id === 'meter');
    return item?.op === 'put' ? (articleSchema.parse(item.body).enclosures ?? []) : [];
  };
  const ask = (sha256: string, at = 0) => seat.request('GET', `/v1/enclosures?sha256=${sha256}&at=${String(at)}`);

  test('are measured when they are published, and read by whoever is signed in, part by part', async () => {
    const picture = samplePicture(40, 30, sampleFile(attachmentChunk, ''));
    const form = sampleFile(300);
    put('meter.png', picture);
    put('form.pdf', form);
    const named = [
      { name: 'meter.png', alt: '电表正面' },
      { name: 'form.pdf', alt: '申请表' },
    ];
    await publish(read(named, { body: '看这里。\n![meter.png]\n再看灯。' }));
    const [first, second] = await published();
    expect(first).toMatchObject({ name: 'meter.png', kind: 'png', width: 40, height: 30, size: picture.length });
    expect(second).toMatchObject({ name: 'form.pdf', kind: 'pdf', size: 300 });
    const parts: Buffer[] = [];
    for (let at = 0; at < picture.length;) {
      const answer = await ask(first?.sha256 ?? '', at);
      const { size, data } = enclosureChunkSchema.parse(answer.body);
      expect(size).toBe(picture.length);
      parts.push(Buffer.from(data, 'base64'));
      at += parts.at(-1)?.length ?? size;
    }
    expect(parts.length).toBeGreaterThan(1);
    expect(Buffer.concat(parts).equals(picture)).toBe(true);
    expect(await ask(first?.sha256 ?? '', picture.length)).toMatchObject({ status: 404 });
  });

  test('are for nobody any more once no published article names them', async () => {
    const bytes = samplePicture(7, 7);
    put('old.png', bytes);
    await publish(read([{ name: 'old.png', alt: '旧图' }]));
    const [old] = await published();
    const sha256 = old?.sha256 ?? '';
    expect(await ask(sha256)).toMatchObject({ status: 200 });
    put('new.png', samplePicture(8, 8));
    await publish(read([{ name: 'new.png', alt: '新图' }]));
    expect(await ask(sha256)).toMatchObject({ status: 404, body: { code: 'notFound' } });
    const [renewed] = await published();
    expect(await ask(renewed?.sha256 ?? '')).toMatchObject({ status: 200 });
    await withdrawEntries(centre.engine, 'knowledge', ['meter']);
    expect(await ask(renewed?.sha256 ?? '')).toMatchObject({ status: 404, body: { code: 'notFound' } });
  });

  test('a file that only a ticket has is none of them, nor is a hash that nobody knows', async () => {
    put('private.pdf', sampleFile(200));
    const { enclosed } = read([{ name: 'private.pdf', alt: '私人' }]);
    await keepEnclosures(centre.server.centre.attachments, enclosed);
    expect(await ask(enclosed[0]?.sha256 ?? '')).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await ask('0'.repeat(64))).toMatchObject({ status: 404, body: { code: 'notFound' } });
    expect(await ask('../x')).toMatchObject({ status: 400 });
  });

  test('one whose bytes are gone says so', async () => {
    const lost = samplePicture(11, 11);
    put('lost.png', lost);
    const content = read([{ name: 'lost.png', alt: '丢了' }]);
    await publishFiles(centre.engine, content.items, Date.now());
    const [named] = await published();
    expect(await ask(named?.sha256 ?? '')).toMatchObject({ status: 404, body: { code: 'attachment.notHere' } });
  });

  test('what can not be taken is told by its line, and nothing is published', () => {
    put('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'));
    put('form.pdf', sampleFile(100));
    const { problems } = read(
      [
        { name: 'drawing.svg', alt: '图' },
        { name: 'gone.png', alt: '没有' },
        { name: 'form.pdf', alt: '表', kind: 'png' },
      ],
      { body: '看。\n![other.png]' },
    );
    expect(problems.map((line) => line.replace(/^.*?: /, ''))).toEqual([
      'not a JPEG, PNG, WebP, GIF, PDF, or Word or Excel without macros (articles.0.enclosures.0)',
      'there is no file gone.png (articles.0.enclosures.1)',
      'kind is not that of the file (articles.0.enclosures.2)',
      'the text places "other.png", which is not enclosed (articles.0.enclosures)',
    ]);
  });
});
