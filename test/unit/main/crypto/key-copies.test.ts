import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCopies, writeCopies } from '../../../../src/main/crypto/key-copies.ts';
import type { KeyFile } from '../../../../src/main/crypto/key-file.ts';
import type { AgentNo, DeviceId } from '../../../../src/shared/ids.ts';

const box = { nonce: 'n', sealed: 's', tag: 't' };
const file: KeyFile = {
  schemaVersion: 1,
  generation: 1,
  agentNo: '9527' as AgentNo,
  deviceId: '0198f5a0-0000-7000-8000-000000000001' as DeviceId,
  kdf: { name: 'scrypt', N: 65536, r: 8, p: 1, salt: 'salt' },
  wrapped: box,
  sealedKey: 'sealed',
  authorKey: 'author',
  grant: { payload: '{}', signature: 'aa' },
  vault: box,
  numbersLeft: 0,
  hasDatabase: false,
};

let folder: string;
let paths: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'copies-'));
  paths = [join(folder, 'a.json'), join(folder, 'b.json')];
});
afterEach(() => rmSync(folder, { recursive: true }));

const pathOf = (index: number): string => paths[index] ?? '';

describe('key copies', () => {
  it('writes two alike, for the owner only', () => {
    writeCopies(paths, file);
    expect(readFileSync(pathOf(0), 'utf8')).toBe(readFileSync(pathOf(1), 'utf8'));
    expect(statSync(pathOf(0)).mode & 0o777).toBe(0o600);
    expect(readCopies(paths)).toEqual({ kind: 'good', file, needsRepair: false });
  });

  it('goes by the good one when the other is damaged or gone', () => {
    writeCopies(paths, file);
    writeFileSync(pathOf(0), 'rubbish');
    expect(readCopies(paths)).toEqual({ kind: 'good', file, needsRepair: true });
    rmSync(pathOf(0));
    expect(readCopies(paths)).toEqual({ kind: 'good', file, needsRepair: true });
  });

  it('goes by the newer one after a crash between the two', () => {
    writeCopies(paths, file);
    writeCopies(paths.slice(0, 1), { ...file, generation: 2, numbersLeft: 9 });
    expect(readCopies(paths)).toMatchObject({
      kind: 'good',
      file: { generation: 2, numbersLeft: 9 },
      needsRepair: true,
    });
  });

  it('tells none from damaged', () => {
    expect(readCopies(paths)).toEqual({ kind: 'none' });
    writeFileSync(pathOf(1), '');
    expect(readCopies(paths)).toEqual({ kind: 'damaged' });
  });
});
