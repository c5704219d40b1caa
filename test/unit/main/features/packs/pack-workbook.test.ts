import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  readWorkbook,
  writeWorkbook,
  type WorkbookRow,
} from '../../../../../src/main/features/packs/spreadsheet/pack-workbook.ts';
import { scanSheet } from '../../../../../src/main/features/packs/spreadsheet/sheet-scan.ts';
import { unzip, zip } from '../../../../../src/main/features/packs/spreadsheet/zip.ts';

const wide = { bytes: 10_000_000, entries: 50 };
const row: WorkbookRow = {
  ...{ id: 'adx.greeting.any', situation: 'conversation', gloss: '您好', current: 'བདེ་མོ།' },
  ...{ text: 'བདེ་མོ། ཅི་ཟེར།', reading: '得姆 奇赛', remark: '' },
};

/** The workbook with one of its files changed. */
async function changed(name: RegExp, change: (text: string) => string): Promise<Buffer> {
  const files = unzip(await writeWorkbook([row, { ...row, id: 'adx.hold.before' }]), wide) ?? new Map<string, Buffer>();
  for (const [path, content] of files)
    if (name.test(path)) files.set(path, Buffer.from(change(content.toString('utf8'))));
  return zip(files);
}

describe('a pack as a workbook', () => {
  it('comes back as it was written', async () => {
    const file = await writeWorkbook([row]);
    expect(await readWorkbook(file)).toEqual([{ ...row, row: 2, hasFormula: false }]);
  });

  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '=HYPERLINK("http://x")'])(
    'keeps %s as the text that it is',
    async (text) => {
      const file = await writeWorkbook([{ ...row, text, remark: text }]);
      const sheet = [...(unzip(file, wide) ?? [])].find(([name]) => name.includes('worksheets/'))?.[1].toString('utf8');
      expect(sheet).not.toMatch(/<f\b/);
      const [read] = (await readWorkbook(file)) ?? [];
      expect(read).toMatchObject({ text, remark: text, hasFormula: false });
    },
  );

  it('names the row of a calculated cell, and no other', async () => {
    const file = await changed(/worksheets\/sheet1/, (xml) =>
      xml.replace(/(<c r="E3"[^>]*)t="[^"]*"([^>]*>).*?<\/c>/, '$1$2<f>1+1</f><v>2</v></c>'),
    );
    const rows = await readWorkbook(file);
    expect(rows?.map(({ hasFormula }) => hasFormula)).toEqual([false, true]);
  });

  it('finds a calculated cell beside empty ones, under prefixes, and none outside the cells', async () => {
    const formulasOf = async (change: (xml: string) => string): Promise<boolean[] | undefined> =>
      (await readWorkbook(await changed(/worksheets\/sheet1/, change)))?.map(({ hasFormula }) => hasFormula);
    const beside = '<c r="H2"/><c r="I2"><f>1+1</f></c>';
    expect(await formulasOf((xml) => xml.replace(/(<row r="2".*?)<\/row>/, `$1${beside}</row>`))).toEqual([
      true,
      false,
    ]);
    const outside = '</sheetData><extLst><f>A1</f></extLst>';
    expect(await formulasOf((xml) => xml.replace('</sheetData>', outside))).toEqual([false, false]);
    expect(scanSheet('<x:row r="2"><x:c r="A2"><x:f>1</x:f></x:c></x:row>', 9)).toEqual(new Set([2]));
  });

  it.each([
    ['a row far down', '<row r="9999999999"></row>'],
    ['a row as a power', '<row r="9e9"></row>'],
    ['a row in other quotes', "<row r='5001'></row>"],
    ['a row under a prefix', '<row x:r = "9999999999"></row>'],
    ['a row behind a bracket', '<row x=">" r="9999999999"></row>'],
    ['a row behind an opening bracket', '<row x="<" r="9999999999"></row>'],
    ['a row in entities', '<row r="&#57;999999999"></row>'],
    ['a row in a comment', '<!--><row r="1"> --><row r="4"></row>'],
    ['a cell far right', '<row r="4"><c r="ZZZZZZZ4"><v>1</v></c></row>'],
    ['a cell of a third letter', '<row r="4"><c r="AAA4"><v>1</v></c></row>'],
    ['a cell far down', '<row><c r="A99999999"><v>1</v></c></row>'],
    ['a cell nowhere', '<row r="4"><c><v>1</v></c></row>'],
    ['rows beyond counting', '<row/>'.repeat(5001)],
  ])('looks for %s before it is read', (_what, rows) => {
    expect(scanSheet(`<sheetData>${rows}</sheetData>`, 5000)).toBeUndefined();
  });

  it('refuses such a sheet, also where the workbook says that another part is its sheet', async () => {
    const far = (xml: string): string => xml.replace('</sheetData>', '<row r="70000"></row></sheetData>');
    expect(await readWorkbook(await changed(/worksheets\/sheet1/, far))).toBeUndefined();
    const plain = unzip(await writeWorkbook([row]), wide) ?? new Map<string, Buffer>();
    const sheet = [...plain].find(([path]) => path.includes('worksheets/'))?.[1] ?? Buffer.alloc(0);
    expect(await readWorkbook(zip(plain))).toHaveLength(1);
    expect(await readWorkbook(zip(new Map([...plain, ['xl/other.xml', sheet]])))).toBeUndefined();
  });

  it('walks through a big sheet once', () => {
    const started = performance.now();
    expect(scanSheet('<c r="A1"><v>'.repeat(400_000), 5000)).toEqual(new Set());
    expect(scanSheet('<c '.repeat(1_000_000), 5000)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('refuses a document type, which can make much of little', async () => {
    const bomb = await changed(/worksheets\/sheet1/, (xml) => xml.replace('<worksheet', '<!DOCTYPE x []><worksheet'));
    expect(await readWorkbook(bomb)).toBeUndefined();
  });

  it('refuses a sheet without its columns, and what is no workbook', async () => {
    const renamed = await changed(/sharedStrings|worksheets\/sheet1/, (xml) => xml.replaceAll('新写的话 text', 'else'));
    expect(await readWorkbook(renamed)).toBeUndefined();
    expect(await readWorkbook(Buffer.from('PK no archive'))).toBeUndefined();
    expect(await readWorkbook(Buffer.alloc(0))).toBeUndefined();
    expect(await readWorkbook(zip(new Map([['a.txt', Buffer.from('x')]])))).toBeUndefined();
  });
});

describe('unzip', () => {
  /** An archive of one file that says it is small and unpacks to `bytes`. */
  function bomb(bytes: number): Buffer {
    const packed = deflateRawSync(Buffer.alloc(bytes));
    const plain = zip(new Map([['a', packed]]));
    // Deflated, with the size of what is packed as its own.
    for (const at of [8, plain.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02])) + 10]) plain.writeUInt16LE(8, at);
    return plain;
  }

  it('ends a bomb at the limit, whatever it says of its size', () => {
    expect(unzip(bomb(1000), { bytes: 1000, entries: 1 })?.get('a')?.length).toBe(1000);
    expect(unzip(bomb(1001), { bytes: 1000, entries: 1 })).toBeUndefined();
    expect(unzip(bomb(50_000_000), { bytes: 1_000_000, entries: 1 })).toBeUndefined();
  });

  it('counts all files together, and their number', () => {
    const files = new Map(['a', 'b', 'c'].map((name) => [name, Buffer.alloc(400)]));
    expect(unzip(zip(files), { bytes: 1200, entries: 3 })).toEqual(files);
    expect(unzip(zip(files), { bytes: 1199, entries: 3 })).toBeUndefined();
    expect(unzip(zip(files), { bytes: 1200, entries: 2 })).toBeUndefined();
  });

  it('refuses an archive that is cut off anywhere', () => {
    const whole = zip(new Map([['a', Buffer.from('hello')]]));
    for (let length = 0; length < whole.length; length += 1) {
      expect(unzip(whole.subarray(0, length), wide)).toBeUndefined();
    }
  });
});
