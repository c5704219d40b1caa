import { tradSimpPairs } from './trad-simp-table.ts';

/** A text in the form that is compared, and the way back to the original. */
export interface FoldedText {
  readonly text: string;
  /** For every UTF-16 unit of `text`, where its source in the original begins and ends; absent when nothing moved. */
  readonly map?: { readonly starts: readonly number[]; readonly ends: readonly number[] };
}

const foldOfUnit = new Uint16Array(0x10000);
const foldOfAstral = new Map<number, string>();
fillTables();

function fillTables(): void {
  for (let unit = 0; unit < 0x10000; unit++) foldOfUnit[unit] = unit;
  const chars = Array.from(tradSimpPairs);
  for (let i = 0; i + 1 < chars.length; i += 2) {
    const [from = '', to = ''] = [chars[i], chars[i + 1]];
    if (from.length > 1) foldOfAstral.set(from.codePointAt(0) ?? 0, to);
    else foldOfUnit[from.charCodeAt(0)] = to.charCodeAt(0);
  }
  // Full-width forms, the wide space, Tibetan digits, the non-breaking tsheg.
  for (let unit = 0xff01; unit <= 0xff5e; unit++) {
    foldOfUnit[unit] = String.fromCharCode(unit - 0xfee0)
      .toLowerCase()
      .charCodeAt(0);
  }
  for (let digit = 0; digit < 10; digit++) foldOfUnit[0x0f20 + digit] = 0x30 + digit;
  foldOfUnit[0x3000] = 0x20;
  foldOfUnit[0x0f0c] = 0x0f0b;
}

/**
 * The form in which index and query meet: NFC, lower case, Traditional Chinese and variants to Simplified character by
 * character, full-width to half-width, Tibetan digits to ASCII, one kind of tsheg. Takes any string, lone surrogates too.
 */
export function foldText(original: string): FoldedText {
  const composed = original.normalize('NFC');
  const lower = composed.toLowerCase();
  if (composed === original && lower.length === original.length) return { text: foldUnits(lower) };
  return foldByCluster(original);
}

/** Replaces characters; the length in UTF-16 units stays. */
function foldUnits(text: string): string {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const pair = unit >= 0xd800 && unit <= 0xdbff ? foldOfAstral.get(text.codePointAt(i) ?? 0) : undefined;
    if (pair === undefined) {
      units[i] = foldOfUnit[unit] ?? unit;
    } else {
      units[i] = pair.charCodeAt(0);
      units[++i] = pair.charCodeAt(1);
    }
  }
  let folded = '';
  for (let from = 0; from < units.length; from += 4096) {
    // `apply` takes a typed array as it is; spreading it costs ten times as much.
    folded += String.fromCharCode.apply(null, units.subarray(from, from + 4096) as unknown as number[]);
  }
  return folded;
}

// A base with its marks, or conjoining Korean letters: what NFC and lower case can change together.
const clusterPattern = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu;

/** The slow way, for the rare text that is not NFC or whose lower case has another length. */
function foldByCluster(original: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const match of original.matchAll(clusterPattern)) {
    const cluster = match[0];
    const folded = foldUnits(cluster.normalize('NFC').toLowerCase());
    for (let i = 0; i < folded.length; i++) {
      starts.push(match.index);
      ends.push(match.index + cluster.length);
    }
    text += folded;
  }
  return { text, map: { starts, ends } };
}

/** The range of the original that a non-empty range of the folded text came from. */
export function originalRange(folded: FoldedText, start: number, end: number): { start: number; end: number } {
  if (folded.map === undefined) return { start, end };
  return { start: folded.map.starts[start] ?? 0, end: folded.map.ends[end - 1] ?? 0 };
}
