/** Two letters of columns are 702, far more than a pack's sheet has. */
const cellName = /^[A-Z]{1,2}(\d{1,4})$/;
const rowName = /^(\d{1,4})$/;
/** Opening, closing and empty tags of rows, cells and formulas, with whatever prefix. */
const tags = /<(\/?)(?:[\w.-]+:)?(row|c|f)(?=[\s/>])([^<>]*)(>?)/g;
const places = /(?<![\w.-])r\s*=\s*(["']?)([^"'\s/>]*)\1/g;

/**
 * Rows with a calculated cell, as the spreadsheet counts them, found in one walk through the sheet's XML; undefined for a
 * sheet with more than `mostRows` rows, a cell or row without a plain place or with one far outside: a reader would fill
 * everything up to it.
 */
export function scanSheet(sheet: string, mostRows: number): ReadonlySet<number> | undefined {
  // Comments and CDATA could hide a tag or feign one; spreadsheet programs write neither into a sheet.
  if (sheet.includes('<!')) return undefined;
  const formulas = new Set<number>();
  let rows = 0;
  let cell: number | undefined;
  for (const [, slash, name, attributes = '', end] of sheet.matchAll(tags)) {
    if (end === '' || !hasWholeQuotes(attributes)) return undefined;
    if (name === 'f') {
      if (cell !== undefined) formulas.add(cell);
    } else if (slash === '/') {
      cell = undefined;
    } else {
      rows += name === 'row' ? 1 : 0;
      const found = placeOf(attributes, name === 'row' ? rowName : cellName);
      // A row may go without a number: its cells have one.
      if (rows > mostRows || found.some((row) => !(row >= 1 && row <= mostRows))) return undefined;
      if (name === 'c' && found.length === 0) return undefined;
      cell = name === 'c' && !attributes.endsWith('/') ? found[0] : undefined;
    }
  }
  return formulas;
}

/** Row numbers that the tag names; NaN for what is none. */
function placeOf(attributes: string, form: RegExp): number[] {
  return [...attributes.matchAll(places)].map(([, , place = '']) => Number(form.exec(place)?.[1] ?? Number.NaN));
}

/** A quote that is open still means that the `>` did not end the tag. */
function hasWholeQuotes(attributes: string): boolean {
  return attributes.replaceAll(/"[^"]*"|'[^']*'/g, '').search(/["']/) < 0;
}
