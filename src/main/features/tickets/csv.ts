/** What a spreadsheet would take for the beginning of a formula; one set to Chinese also in the width of its characters. */
const formulaStart = /^(?:[\t\r\n\u0000]|\s*[=+\-@＝＋－＠])/u;

/**
 * Rows as CSV that a spreadsheet opens by a double click: UTF-8 with its mark, so that Chinese and Tibetan are read as such,
 * every cell in quotes, and nothing that would be calculated.
 */
export function toCsv(rows: readonly (readonly string[])[]): Buffer {
  const lines = rows.map((row) => row.map(cellOf).join(','));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
}

function cellOf(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
