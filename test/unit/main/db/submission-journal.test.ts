import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type OpenedJournal } from '../../../../src/main/db/submission-journal.ts';

const key = randomBytes(32);
const texts = ['first', '第二条', 'བདེ་མོ།'.repeat(40)];
let folder: string;
let path: string;
let opened: OpenedJournal[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
  path = join(folder, '9527.journal');
  opened = [];
});
afterEach(() => {
  for (const { journal } of opened) journal.close();
  rmSync(folder, { recursive: true });
});

function open(dataKey = key): OpenedJournal {
  const journal = openJournal(path, dataKey);
  opened.push(journal);
  return journal;
}

function write(...content: readonly string[]): void {
  const { journal } = open();
  for (const text of content) expect(journal.append(text)).toBe(true);
}

describe('the journal of submissions', () => {
  it('gives back what was kept, in order, and nothing after it was cleared', () => {
    write(...texts);
    const again = open();
    expect(again).toMatchObject({ texts, isDamaged: false });
    again.journal.clear();
    expect(open()).toMatchObject({ texts: [], isDamaged: false });
    expect(again.journal.append('later')).toBe(true);
    expect(open().texts).toEqual(['later']);
  });

  it('touches nothing that an earlier run left before it is cleared', () => {
    write(...texts);
    const again = open();
    const before = readFileSync(path);
    expect(again.journal.append('too early')).toBe(false);
    expect(readFileSync(path)).toEqual(before);
  });

  it('is readable by its owner only, and holds no plain text', () => {
    write('多杰 13900000012');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path).includes('多杰')).toBe(false);
    expect(readFileSync(path).includes('13900000012')).toBe(false);
  });

  it('passes over a record that was cut at any byte, and calls that no damage', () => {
    write(...texts);
    const whole = readFileSync(path);
    const ends = [20, ...lengths(whole)];
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(path, whole.subarray(0, length));
      const count = ends.filter((end) => end <= length).length - 1;
      const found = openJournal(path, key);
      found.journal.close();
      expect(found).toMatchObject({ texts: texts.slice(0, Math.max(0, count)), isDamaged: false });
    }
  });

  it('stops at a record that was changed, taken from another place or from another file, and calls that damage', () => {
    write('one', 'two');
    const first = readFileSync(path);
    const [endOfOne = 0] = lengths(first);
    const changed = Buffer.from(first);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect(open()).toMatchObject({ texts: ['one'], isDamaged: true });
    writeFileSync(path, Buffer.concat([first.subarray(0, 20), first.subarray(endOfOne)]));
    expect(open()).toMatchObject({ texts: [], isDamaged: true });
    rmSync(path);
    write('three');
    const other = readFileSync(path);
    writeFileSync(path, Buffer.concat([first.subarray(0, 20), other.subarray(20)]));
    expect(open()).toMatchObject({ texts: [], isDamaged: true });
  });

  it('says damage for another key and for a file of something else', () => {
    write('one');
    expect(open(randomBytes(32))).toMatchObject({ texts: [], isDamaged: true });
    writeFileSync(path, 'not a journal, but long enough to look at');
    expect(open()).toMatchObject({ texts: [], isDamaged: true });
  });
});

/** Where each record ends, by the lengths in the file. */
function lengths(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 20; at < bytes.length;) {
    at += 4 + bytes.readUInt32LE(at);
    ends.push(at);
  }
  return ends;
}
