/** The two languages whose reading aid is worked out by character. */
export type HanLanguage = 'zh-Hans' | 'yue-Hant-HK';

interface NumberWords {
  readonly digits: string;
  /** The digit one in a code: on the telephone Mandarin says 幺, which can't be taken for seven. */
  readonly codeOne: string;
  /** Two of something. */
  readonly pair: string;
  readonly point: string;
  /** 10,000 and 100,000,000. */
  readonly myriads: readonly [string, string];
}

const words: Record<HanLanguage, NumberWords> = {
  'zh-Hans': { digits: '零一二三四五六七八九', codeOne: '幺', pair: '两', point: '点', myriads: ['万', '亿'] },
  'yue-Hant-HK': { digits: '零一二三四五六七八九', codeOne: '一', pair: '兩', point: '點', myriads: ['萬', '億'] },
};

/** What is counted or measured: a number before one of these is a number, never a code. */
const counted =
  /^\s*(?:[元块塊分秒点點时時天日月年号號个個次位条條张張户戶度层層楼樓岁歲步项項份家台成克斤]|小[时時]|千瓦|公里|%)/u;
/** Before these two is 二: a day or a month by its number. */
const byOrder = /^\s*[月日号號]/u;

/**
 * The characters in which a run of digits is said: 20611 as a code, 22 as a number, 2026 as a year.
 * @param run digits, perhaps with a decimal point
 * @param after the text that follows
 * @param isCode whether it is known to be read one by one, such as a ticket number
 */
export function spokenNumber(run: string, after: string, lang: HanLanguage, isCode: boolean): string {
  const [whole = '', decimals] = run.split('.');
  if (isCode) return oneByOne(run, lang, true);
  if (decimals !== undefined) {
    const { point } = words[lang];
    return `${inWords(whole, lang)}${point}${oneByOne(decimals, lang, false)}`;
  }
  const isYear = whole.length === 4 && after.trimStart().startsWith('年');
  if (isYear) return oneByOne(whole, lang, false);
  const isNumber = whole.length <= 2 || (whole.length <= 12 && counted.test(after));
  if (!isNumber) return oneByOne(whole, lang, true);
  // Five past three: 零五.
  if (whole.length === 2 && whole.startsWith('0')) return oneByOne(whole, lang, false);
  if (whole === '2' && counted.test(after) && !byOrder.test(after)) return words[lang].pair;
  return inWords(whole, lang);
}

function oneByOne(digits: string, lang: HanLanguage, isCode: boolean): string {
  return Array.from(digits.replaceAll('.', ''), (digit) =>
    isCode && digit === '1' ? words[lang].codeOne : digitWord(Number(digit), lang),
  ).join('');
}

function digitWord(digit: number, lang: HanLanguage): string {
  return words[lang].digits[digit] ?? '';
}

/** A whole number up to twelve digits. */
function inWords(digits: string, lang: HanLanguage): string {
  const value = Number(digits);
  if (value === 0) return digitWord(0, lang);
  const { myriads, pair } = words[lang];
  const groups = [value % 10_000, Math.floor(value / 10_000) % 10_000, Math.floor(value / 100_000_000)];
  let text = '';
  for (let place = groups.length - 1; place >= 0; place -= 1) {
    const group = groups[place] ?? 0;
    if (group === 0) continue;
    const isGap = text !== '' && group < 1000;
    const name = place === 0 ? '' : (myriads[place - 1] ?? '');
    const said = group === 2 && place > 0 ? pair : belowMyriad(group, lang, text === '');
    text += `${isGap ? digitWord(0, lang) : ''}${said}${name}`;
  }
  return text;
}

const places = ['千', '百', '十', ''] as const;

function belowMyriad(value: number, lang: HanLanguage, isFirst: boolean): string {
  let text = '';
  let isGap = false;
  places.forEach((place, index) => {
    const digit = Math.floor(value / 10 ** (3 - index)) % 10;
    if (digit === 0) {
      isGap = text !== '';
      return;
    }
    if (isGap) text += digitWord(0, lang);
    isGap = false;
    const isBareTen = isFirst && place === '十' && digit === 1 && text === '';
    const word = digit === 2 && place === '千' ? words[lang].pair : digitWord(digit, lang);
    text += `${isBareTen ? '' : word}${place}`;
  });
  return text;
}
