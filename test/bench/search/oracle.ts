import * as OpenCC from 'opencc-js';
import { pinyin } from 'pinyin-pro';
import { getJyutpingList } from 'to-jyutping';

/**
 * What a query asks for, said by whoever made the query up: the oracle never reads a query. Texts are folded already.
 * Sounds are syllables without tones written together, the last one maybe unfinished; they are looked for in titles.
 */
export type Need =
  | { readonly kind: 'han'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string; readonly isPrefix: boolean }
  | { readonly kind: 'tibetan'; readonly text: string; readonly isHalfTyped?: boolean }
  | { readonly kind: 'pinyin' | 'initials' | 'jyutping'; readonly text: string };

/** A text as the oracle compares it. It shares no code with the index: what both get wrong would not be seen. */
export interface OracleDoc {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** As written, for sounds. */
  readonly rawTitle: string;
}

const toSimplified = OpenCC.Converter({ from: 't', to: 'cn' });
const byHand: Record<string, string> = { 衞: '卫', 枱: '台', 覆: '复', 綫: '线', 啟: '启' };
const folds = new Map<string, string>();

function foldChar(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  if (point >= 0x0f20 && point <= 0x0f29) return String(point - 0x0f20);
  if (point >= 0xff01 && point <= 0xff5e) return String.fromCodePoint(point - 0xfee0).toLowerCase();
  return byHand[char] ?? (/\p{Script=Han}/u.test(char) ? toSimplified(char) : char.toLowerCase());
}

export function foldForOracle(text: string): string {
  let folded = '';
  for (const char of text.normalize('NFC')) {
    let to = folds.get(char);
    if (to === undefined) folds.set(char, (to = foldChar(char)));
    folded += to;
  }
  return folded;
}

export function oracleDoc(id: string, title: string, body: string): OracleDoc {
  return { id, title: foldForOracle(title), body: foldForOracle(body), rawTitle: title };
}

/** Whether every need is met somewhere in the article. */
export function meets(doc: OracleDoc, needs: readonly Need[]): boolean {
  return needs.every((need) => meetsInTitle(doc, need) || isIn(doc.body, need));
}

export function meetsInTitle(doc: OracleDoc, need: Need): boolean {
  return isIn(doc.title, need) || sounds(doc, need);
}

function isIn(text: string, need: Need): boolean {
  switch (need.kind) {
    case 'han':
      return text.includes(need.text);
    case 'word':
      return hasWord(text, need.text, need.isPrefix);
    case 'tibetan':
      return hasSyllables(text, need.text, need.isHalfTyped ?? false);
    default:
      return false;
  }
}

const wordPart = /^[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\u0f00-\u0fff]]$/v;

function hasWord(text: string, word: string, isPrefix: boolean): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (wordPart.test(text.charAt(at - 1))) continue;
    if (isPrefix || !wordPart.test(text.charAt(at + word.length))) return true;
  }
  return false;
}

const letter = /^[\u0f40-\u0fbc]$/;
const rest = /^(?:འི|འོ|འམ|འང|འུ)*(?![\u0f40-\u0fbc])/;

function hasSyllables(text: string, written: string, isHalfTyped: boolean): boolean {
  const last = written.split('\u0f0b').at(-1) ?? '';
  const isOpen = /[\u0f71-\u0f7d]$/.test(last) || last.match(/[\u0f40-\u0f6c]/g)?.length === 1;
  for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + 1)) {
    if (letter.test(text.charAt(at - 1))) continue;
    if (isHalfTyped) return true;
    const after = text.slice(at + written.length, at + written.length + 12);
    if (rest.test(after) || (isOpen && /^[རས]/.test(after) && rest.test(after.slice(1)))) return true;
  }
  return false;
}

const hanRun = /\p{Script=Han}+/gu;
const spoken = new Map<string, readonly string[]>();

/** Syllables of every run of Han characters in a title. */
function syllablesOf(title: string, tongue: 'pinyin' | 'jyutping'): (readonly string[])[] {
  return (title.match(hanRun) ?? []).map((run) => {
    const key = tongue + run;
    let found = spoken.get(key);
    if (!found) spoken.set(key, (found = tongue === 'pinyin' ? inPinyin(run) : inJyutping(run)));
    return found;
  });
}

export function inPinyin(run: string): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true }).map((one) => one.replace('ü', 'v'));
}

export function inJyutping(run: string): string[] {
  return getJyutpingList(run).map(([, sound]) => (sound ?? '').replace(/\d/g, ''));
}

function sounds(doc: OracleDoc, need: Need): boolean {
  if (need.kind !== 'pinyin' && need.kind !== 'initials' && need.kind !== 'jyutping') return false;
  const runs = syllablesOf(doc.rawTitle, need.kind === 'jyutping' ? 'jyutping' : 'pinyin');
  return runs.some((run) => {
    const parts = need.kind === 'initials' ? run.map((one) => one.charAt(0)) : run;
    return parts.some((_, from) => parts.slice(from).join('').startsWith(need.text));
  });
}
