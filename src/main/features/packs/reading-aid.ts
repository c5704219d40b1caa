import type { CallerLanguage } from '../../../shared/domain/language.ts';

/**
 * The reading aid of a text whose writer gave none: pinyin or jyutping, a syllable for each character, slots left as they
 * are. Undefined for a language that has none made by rule. A reading may be wrong where a character has several: what a
 * speaker writes wins.
 */
export async function readingAid(text: string, lang: CallerLanguage): Promise<string | undefined> {
  const read = await readerOf(lang);
  if (!read) return undefined;
  const pieces = text
    .split(/(\{[^{}]*\})/u)
    .map((piece) => (piece.startsWith('{') ? ` ${piece} ` : spoken(piece, read)));
  return tidy(pieces.join(''));
}

type Reader = (text: string) => readonly (readonly [char: string, syllable: string | null])[];

/** Each brings megabytes of dictionary along: loaded with the first line that needs it. */
async function readerOf(lang: CallerLanguage): Promise<Reader | undefined> {
  if (lang === 'yue-Hant-HK') {
    const { getJyutpingList } = await import('to-jyutping');
    return getJyutpingList;
  }
  if (lang !== 'zh-Hans') return undefined;
  const { pinyin } = await import('pinyin-pro');
  return (text) =>
    pinyin(text, { type: 'all' }).map(({ origin, pinyin: syllable, isZh }) => [origin, isZh ? syllable : null]);
}

function spoken(text: string, read: Reader): string {
  return read(text)
    .map(([char, syllable]) => (syllable === null ? (marks[char] ?? char) : ` ${syllable} `))
    .join('');
}

const marks: Readonly<Record<string, string>> = {
  '，': ', ',
  '、': ', ',
  '。': '. ',
  '？': '? ',
  '！': '! ',
  '；': '; ',
  '：': ': ',
};

/** Other marks, such as quotes, are not read. */
function tidy(reading: string): string {
  return reading
    .replaceAll(/[^\p{L}\p{M}\p{Nd}\s{}.,?!:;]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ([.,?!:;])/gu, '$1')
    .trim();
}
