import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFileLog, describeBug } from '../../../src/main/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tashi-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a bug is logged by kind and place, without what it says', () => {
  const log = createFileLog(folder);
  log.bug('command failed', new TypeError('phone is +8613900000071'), { command: 'tickets:submit' });
  log.close();
  const text = readFileSync(join(folder, 'core.log'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ msg: 'command failed', bug: 'TypeError', command: 'tickets:submit' });
  expect(text).toContain('log.test.ts');
  expect(text).not.toContain('13900000071');
  expect(describeBug('a string that was thrown')).toEqual({ bug: 'string' });
});

test('keeps three older files and no more', () => {
  const log = createFileLog(folder, 400);
  for (let index = 0; index < 60; index += 1) log.info('command', { command: 'calls:begin', ms: index });
  log.close();
  log.info('after the end');
  expect(readdirSync(folder).sort()).toEqual(['core.1.log', 'core.2.log', 'core.3.log', 'core.log']);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(700);
  expect(readFileSync(join(folder, 'core.log'), 'utf8')).toContain('"ms":59');
});
