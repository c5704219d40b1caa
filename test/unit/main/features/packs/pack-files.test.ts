import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { KnowledgeStore } from '../../../../../src/main/db/knowledge-store.ts';
import type { SeatStore } from '../../../../../src/main/db/seat-store.ts';
import type { LineContext } from '../../../../../src/main/features/packs/line-work.ts';
import { exportPack, readPackFile } from '../../../../../src/main/features/packs/pack-files.ts';
import {
  readWorkbook,
  writeWorkbook,
  type WorkbookRow,
} from '../../../../../src/main/features/packs/spreadsheet/pack-workbook.ts';
import type { Agent } from '../../../../../src/shared/domain/agent.ts';
import { phrasePackSchema, type PhrasePack } from '../../../../../src/shared/domain/phrase.ts';
import type { ImportRow } from '../../../../../src/shared/ipc/pack-commands.ts';

const packs = ['adx', 'en', 'zh-Hans'].map((lang) =>
  phrasePackSchema.parse(JSON.parse(readFileSync(`resources/languages/${lang}/phrases.json`, 'utf8'))),
);
const context = {
  store: { approvedLines: () => Promise.resolve([]) } as Partial<SeatStore> as SeatStore,
  knowledge: { packs: () => Promise.resolve(packs) } as Partial<KnowledgeStore> as KnowledgeStore,
  agent: { languages: ['adx', 'zh-Hans'] } as Partial<Agent> as Agent,
  now: 5,
} satisfies LineContext;

async function exported(lang: PhrasePack['lang'], format: 'xlsx' | 'json'): Promise<Buffer> {
  const made = await exportPack(context, { lang, format });
  if (!made.ok) throw new Error(made.error.code);
  return Buffer.from(made.value.data, 'base64');
}

async function read(name: string, file: Buffer): Promise<readonly ImportRow[]> {
  const outcome = await readPackFile(context, { name, data: file.toString('base64') });
  if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome.problems));
  return outcome.rows;
}

async function problems(pack: object): Promise<readonly { line: number; reason: string }[]> {
  const data = Buffer.from(JSON.stringify(pack, null, 2)).toString('base64');
  const outcome = await readPackFile(context, { name: 'adx.json', data });
  return outcome.outcome === 'refused' ? outcome.problems : [];
}

describe('a spreadsheet that a speaker sends back', () => {
  let rows: WorkbookRow[];
  beforeEach(async () => {
    rows = ((await readWorkbook(await exported('adx', 'xlsx'))) ?? []).map(({ row: _, hasFormula: __, ...row }) => row);
  });
  const write = (id: string, change: Partial<WorkbookRow>): Promise<Buffer> =>
    writeWorkbook(rows.map((row) => (row.id === id ? { ...row, ...change } : row)));

  it('has a row for every moment of the language or of Mandarin, and changes nothing as it is', async () => {
    expect(rows.length).toBeGreaterThan(140);
    expect(rows.find(({ id }) => id === 'adx.greeting.any')).toMatchObject({
      current: 'བདེ་མོ།',
      gloss: '您好，工号 {agentNo}。',
    });
    expect(await read('adx.xlsx', await writeWorkbook(rows))).toEqual([]);
  });

  it('gives a changed line and a new one, with their rows', async () => {
    const text = 'བདེ་མོ། བཤད་རོགས།';
    const at = rows.findIndex(({ id }) => id === 'adx.greeting.any') + 2;
    const [changed] = await read(
      'a.xlsx',
      await write('adx.greeting.any', { text, reading: '得姆 谢若', gloss: '您好' }),
    );
    expect(changed).toMatchObject({ kind: 'changed', row: at, before: 'བདེ་མོ།', after: text });
    expect(changed?.words).toMatchObject({ lang: 'adx', moment: 'greeting.any', baseVersion: 1, text });
    const free = { text: 'ཡག་པོ་རེད།', reading: '亚布热', gloss: '好' };
    const [added] = await read('a.xlsx', await write('adx.verify.passed', free));
    expect(added).toMatchObject({ kind: 'added', after: free.text, words: { baseVersion: 0 } });
    expect(added?.before).toBeUndefined();
  });

  it.each([
    ['an unknown id', { id: 'adx.no.such' }, 'unknownId'],
    ['another language', { id: 'en.greeting.any', text: 'Good day' }, 'notYourLanguage'],
    ['words that were changed since', { current: 'older' }, 'outdated'],
  ])('refuses %s', async (_what, change, refusal) => {
    const file = await write('adx.greeting.any', { text: 'བདེ་མོ། བཤད་རོགས།', ...change });
    expect(await read('a.xlsx', file)).toMatchObject([{ kind: 'refused', refusal }]);
  });

  it.each([
    ['a mixed script', 'བདེ་མོ། hi', 'foreignLetters'],
    ['an unknown slot', 'བདེ་མོ། {agentName} ཡིན།', 'unknownSlot'],
    ['hidden marks of direction', 'བདེ་\u202eམོ།', 'control'],
  ])('refuses %s with its row and the reason', async (_what, text, code) => {
    const [row] = await read('a.xlsx', await write('adx.greeting.any', { text }));
    expect(row).toMatchObject({ kind: 'refused', before: 'བདེ་མོ།', after: text });
    expect(row?.reasons?.map(({ reason }) => reason.code)).toContain(code);
    expect(row?.words).toBeUndefined();
  });

  it('refuses the second row of an id', async () => {
    const row = { ...rows[0], text: 'བདེ་མོ། བཤད་རོགས།', reading: '得姆 谢若' } as WorkbookRow;
    const read2 = await read('a.xlsx', await writeWorkbook([row, row]));
    expect(read2[1]).toMatchObject({ kind: 'refused', refusal: 'twice' });
  });
});

describe('a pack as JSON', () => {
  it('changes nothing as it is, and tells what is left out', async () => {
    const whole = await exported('adx', 'json');
    expect(await read('adx.json', whole)).toEqual([]);
    const pack = phrasePackSchema.parse(JSON.parse(whole.toString('utf8')));
    const cut = Buffer.from(JSON.stringify({ ...pack, phrases: pack.phrases.slice(1) }));
    expect(await read('adx.json', cut)).toMatchObject([{ kind: 'removed', id: 'adx.greeting.any' }]);
  });

  it.each([
    ['a newer schema', { schemaVersion: 3 }, 2],
    ['a missing language', { lang: undefined }, 1],
    ['an unknown language', { lang: 'xx' }, 3],
  ])('is refused for %s, with the line and the reason', async (_what, change, line) => {
    const [adx] = packs;
    const found = await problems({ ...adx, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]?.line).toBe(line);
    expect(found[0]?.reason).toMatch(/\((schemaVersion|lang)\)$/);
  });

  it('is refused where it is no JSON', async () => {
    const data = Buffer.from('{\n  "lang": }').toString('base64');
    expect(await readPackFile(context, { name: 'adx.json', data })).toMatchObject({ outcome: 'refused' });
  });
});
