import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { addSixthLanguage } from '../../fakes/sixth-language.ts';
import { wavOf } from '../../fixtures/sounds.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../../..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tashi-content-'));
  for (const part of ['resources', 'locales']) cpSync(join(repository, part), join(folder, part), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command on the copied folder. */
function check(...more: string[]): Promise<{ code: number; lines: string[] }> {
  const script = join(repository, 'scripts/check-content.ts');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [script, folder, ...more], (_error, stdout) => {
      resolve({ code: child.exitCode ?? -1, lines: stdout.trim().split('\n') });
    });
  });
}

/** Replaces a text that is there once, and returns the line it stands on. */
function plant(file: string, before: string, after: string): number {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text.split(before).length).toBe(2);
  writeFileSync(join(folder, file), text.replace(before, after));
  return text.slice(0, text.indexOf(before)).split('\n').length;
}

describe('the content check', () => {
  it('passes the content of the repository', async () => {
    expect(await check()).toEqual({ code: 0, lines: ['content: no problem'] });
  });

  it('passes a language that is a new folder and nothing else, and names what is wrong with one', async () => {
    rmSync(join(folder, 'resources'), { recursive: true });
    addSixthLanguage(join(repository, 'resources'), join(folder, 'resources'));
    expect(await check()).toEqual({ code: 0, lines: ['content: no problem'] });
    const file = 'resources/languages/en-IN/language.json';
    plant(file, '"hinglish"', '"english"');
    plant(file, '{hour} {part}', '{hour} {when}');
    const { code, lines } = await check();
    expect(code).toBe(1);
    expect(lines.some((line) => line.startsWith(`${file}:1: `))).toBe(true);
  });

  it('names file and line of every planted fault, and fails', async () => {
    const before = (await check()).lines;
    const pack = 'resources/languages/adx/phrases.json';
    const knowledge = 'resources/knowledge/power.bo.json';
    const shad = plant(pack, '"text": "བཀའ་དྲིན་ཆེ།"', '"text": "བཀའ་དྲིན་ཆེ"');
    const latin = plant(knowledge, '"title": "གློག་ཆད་པའི་ཐག་གཅོད།"', '"title": "glog གློག་ཆད།"');
    const alias = plant('resources/ticket-catalog.json', '"囊谦县"', '"玉树"');
    const slot = plant('resources/script-moments.json', '"id": "hours.branch",', '"id": "hours.shop",');
    const year = plant('resources/calendars/festivals.json', '"from": "2027-02-05"', '"from": "2027-02-30"');
    const { code, lines } = await check();
    expect(code).toBe(1);
    expect(lines.some((line) => line.startsWith(`${pack}:${shad}: no shad at the end (phrases.`))).toBe(true);
    expect(lines.filter((line) => line.includes('unknown moment "hours.branch"'))).toHaveLength(3);
    expect(slot).toBeGreaterThan(1);
    expect(lines.some((line) => line.startsWith(`resources/calendars/festivals.json:${year}: `))).toBe(true);
    expect(lines).toContain(`${knowledge}:${latin}: letters of another script: g l o (articles.0.title)`);
    expect(lines.some((line) => line.startsWith(`resources/ticket-catalog.json:${alias}: area alias`))).toBe(true);
    expect(lines.slice(0, -1).filter((line) => !before.includes(line))).toHaveLength(7);
  });

  it('looks into the sounds, the Hong Kong texts and the code that makes errors', async () => {
    const sound = 'resources/public/sounds/en-expired-id-1.ogg';
    writeFileSync(join(folder, sound), 'RIFF');
    const hongKong = plant('locales/zh-HK/phone.json', '"answer": "接聽"', '"answer": "接听"');
    plant('locales/zh-CN/errors.json', '"storage.diskFull": "', '"storage.diskFull": "{{place}}');
    const { code, lines } = await check();
    expect(code).toBe(1);
    expect(lines).toContain(`${sound}:1: not an Ogg file`);
    expect(lines).toContain(
      `locales/zh-HK/phone.json:${hongKong}: Simplified characters in a Traditional text: 听 (answer)`,
    );
    const made = /^src\/main\/db\/sqlite-failure\.ts:\d+: error storage\.diskFull without \{\{place\}\}/u;
    expect(lines.some((line) => made.test(line))).toBe(true);
  });

  it('goes on after a file that is no JSON, and one that misses its schema', async () => {
    writeFileSync(join(folder, 'resources/demo/calls.json'), '{ "calls": [');
    const status = plant('resources/scenarios/adx-bill-question.json', '"status": "draft"', '"status": "done"');
    const { code, lines } = await check();
    expect(code).toBe(1);
    expect(lines.some((line) => line.startsWith('resources/demo/calls.json:1: '))).toBe(true);
    expect(lines.some((line) => line.startsWith(`resources/scenarios/adx-bill-question.json:${status}: `))).toBe(true);
  });

  it('names what a centre recorded of its practice callers and no desk would play', async () => {
    const recordings = join(folder, 'caller-recordings');
    const put = (path: string, bytes: Uint8Array): void => {
      mkdirSync(dirname(join(recordings, path)), { recursive: true });
      writeFileSync(join(recordings, path), bytes);
    };
    put('adx/adx-bill-question/start-1.wav', wavOf(1500));
    expect(await check('--recordings', recordings)).toEqual({ code: 0, lines: ['content: no problem'] });
    put('adx/adx-bill-question/start-8.wav', wavOf(1500));
    put('adx/adx-bill-question/start-2.wav', wavOf(1500).subarray(0, 1000));
    put('adx/adx-bill-question/start-1.ogg', wavOf(1500));
    expect((await check('--recordings', recordings)).lines).toEqual([
      'adx/adx-bill-question/start-1.wav:1: the line has a recording already',
      'adx/adx-bill-question/start-2.wav:1: broken file: damaged or cut off',
      'adx/adx-bill-question/start-8.wav:1: unknown line: the scenario has no such step, or the step no such line',
      '3 problems in the content',
    ]);
  });
});
