import { scanSheet } from './sheet-scan.ts';
import { unzip, zip } from './zip.ts';

/** The columns of a pack's sheet, in order; each heading ends with its name, by which it is found again. */
export const workbookColumns = {
  id: '编号',
  situation: '场景',
  gloss: '普通话意思',
  current: '现用',
  text: '新写的话',
  reading: '读音',
  remark: '给班长的话',
} as const;
export type WorkbookColumn = keyof typeof workbookColumns;
export type WorkbookRow = Readonly<Record<WorkbookColumn, string>>;

export interface ReadRow extends WorkbookRow {
  /** As the spreadsheet counts, from 1. */
  readonly row: number;
  /** A cell of it is calculated: nothing is, here. */
  readonly hasFormula: boolean;
}

/** A file this big has more than texts in it. */
const limits = { bytes: 16 * 1024 * 1024, entries: 60 };
const mostRows = 5000;
const names = Object.keys(workbookColumns) as WorkbookColumn[];

/** Every cell is text, whatever it begins with: nothing of it is ever calculated. */
export async function writeWorkbook(rows: readonly WorkbookRow[]): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const cell = (value: string, isHead = false) => ({
    ...{ value, type: String, format: '@', wrap: true },
    ...(isHead && { fontWeight: 'bold' as const }),
  });
  const head = names.map((name) => cell(`${workbookColumns[name]} ${name}`, true));
  const data = [head, ...rows.map((row) => names.map((name) => cell(row[name])))];
  const columns = names.map((name) => ({ width: name === 'id' || name === 'situation' ? 22 : 40 }));
  return writeXlsxFile(data, { columns, stickyRowsCount: 1 }).toBuffer();
}

/** The rows of a workbook's first sheet; undefined for what is none, is too big, or has no such columns. */
export async function readWorkbook(file: Buffer): Promise<readonly ReadRow[] | undefined> {
  const parts = unzip(file, limits);
  if (!parts) return undefined;
  const sheets = [...parts].filter(([name]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  const markup = [...parts].filter(([name]) => /\.(?:xml|rels)$/.test(name));
  // A document type can make much of little, and no workbook needs one.
  if (sheets.length !== 1 || markup.some(([, content]) => content.includes('<!DOCTYPE'))) return undefined;
  // What is looked through has to be what is read, wherever the workbook says that its sheet is.
  const withRows = [...parts].filter(([, content]) => content.includes('sheetData'));
  if (withRows.length !== 1 || withRows[0]?.[0] !== sheets[0]?.[0]) return undefined;
  const formulas = scanSheet(sheets[0]?.[1].toString('utf8') ?? '', mostRows);
  if (!formulas) return undefined;
  const data = await readSheetOf(zip(parts));
  const head = data?.[0]?.map((value) => textOf(value).split(' ').at(-1));
  const places = names.map((name) => head?.indexOf(name) ?? -1);
  if (!data || data.length > mostRows || places.some((place) => place < 0)) return undefined;
  return data.slice(1).map((cells, index) => {
    const row = index + 2;
    const texts = names.map((name, i) => [name, textOf(cells[places[i] ?? -1])] as const);
    return { ...(Object.fromEntries(texts) as WorkbookRow), row, hasFormula: formulas.has(row) };
  });
}

async function readSheetOf(file: Buffer): Promise<readonly (readonly unknown[])[] | undefined> {
  const { readSheet, InvalidSpreadsheetError, InvalidInputError } = await import('read-excel-file/node');
  try {
    return await readSheet(file);
  } catch (error) {
    if (error instanceof InvalidSpreadsheetError || error instanceof InvalidInputError) return undefined;
    // A part that its list of parts names and that is not there; markup that is none.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.normalize('NFC').trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
