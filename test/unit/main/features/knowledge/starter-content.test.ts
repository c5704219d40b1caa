import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  loadArticles,
  loadPhrasePacks,
  loadScenarios,
} from '../../../../../src/main/features/knowledge/starter-content.ts';

const shipped = join(import.meta.dirname, '../../../../../resources');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tashi-content-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe('starter content', () => {
  test('all that is shipped can be read', async () => {
    const [packs, articles, scenarios] = await Promise.all([
      loadPhrasePacks(shipped),
      loadArticles(shipped),
      loadScenarios(shipped),
    ]);
    expect([...packs.warnings, ...articles.warnings, ...scenarios.warnings]).toEqual([]);
    expect(packs.items.map((pack) => pack.lang).sort()).toEqual(['adx', 'en', 'khg', 'yue-Hant-HK', 'zh-Hans']);
    expect(articles.items.length).toBeGreaterThanOrEqual(24);
    expect(scenarios.items.length).toBeGreaterThanOrEqual(2);
  });

  test('a broken pack is left out by name, the others stay', async () => {
    await cp(join(shipped, 'languages'), join(folder, 'languages'), { recursive: true });
    const whole = await loadPhrasePacks(folder);
    await put('languages/half/phrases.json', '{"schemaVersion":1,"lang":"zh-Hans"');
    await put('languages/tlh/phrases.json', '{"schemaVersion":1,"lang":"tlh","version":1,"note":"","phrases":[]}');
    await put('languages/adx/readme.txt', 'not a pack');
    const packs = await loadPhrasePacks(folder);
    expect(packs.items).toEqual(whole.items);
    expect(packs.warnings).toEqual([
      { code: 'content.brokenPack', retry: 'none', params: { file: 'half/phrases.json' } },
      { code: 'content.brokenPack', retry: 'none', params: { file: 'tlh/phrases.json' } },
    ]);
  });

  test('a broken article is left out alone', async () => {
    const [first] = (await loadArticles(shipped)).items;
    const articles = [first, { ...first, id: 'too-new', status: 'shiny' }];
    await put('knowledge/mixed.json', JSON.stringify({ schemaVersion: 1, articles }));
    await put('knowledge/later.json', JSON.stringify({ schemaVersion: 2, articles: [first] }));
    const loaded = await loadArticles(folder);
    expect(loaded.items).toEqual([first]);
    expect(loaded.warnings.map(({ params }) => params)).toEqual([
      { file: 'later.json' },
      { file: 'mixed.json', id: 'too-new' },
    ]);
  });

  test('a broken practice caller is left out', async () => {
    await put('scenarios/empty.json', '');
    const loaded = await loadScenarios(folder);
    expect(loaded.items).toEqual([]);
    expect(loaded.warnings.map(({ code }) => code)).toEqual(['content.brokenScenario']);
  });
});
