import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandNames, eventNames } from '../../../src/shared/ipc/channels.ts';

const root = join(import.meta.dirname, '../../..');

it('exposes exactly the contract, and passes on nothing that is not in it', () => {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'preload-boot.ts')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect(run.stderr).toBe('');
  expect(JSON.parse(run.stdout)).toEqual({
    exposed: ['desk'],
    functions: ['invoke', 'on', 'onCore'],
    invoked: commandNames.map((name) => ['desk:invoke', name, { some: 'input' }]),
    unknownCommand: 'refused',
    heard: eventNames.map((name) => [name, { of: name }]),
    heardAfterUnsubscribe: 0,
    core: ['attached'],
  });
});

it('is one small CommonJS file that needs electron and nothing else', () => {
  const text = readFileSync(join(root, 'out/preload/index.cjs'), 'utf8');
  expect([...text.matchAll(/require\(["'](.+?)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
  expect(text.length).toBeLessThan(5000);
});
