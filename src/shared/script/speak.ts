import type { CallerLanguage } from '../domain/language.ts';
import { slotTypes, type SlotName } from '../domain/moment.ts';
import type { SlotTypeValues, SlotValues } from './slots.ts';
import { sayClock, sayInstant, sayMoney, withTibetanDigits } from './say-time.ts';

export interface SpeakOptions {
  /** UTC epoch ms: what today and tomorrow are counted from. */
  readonly now: number;
  /** IANA name; absent means that of the machine. */
  readonly timeZone?: string | undefined;
  /** Tibetan digits ༠–༩ in Tibetan lines instead of 0–9. */
  readonly hasTibetanDigits?: boolean | undefined;
}

/** What a language says for a value; `hint` is what is known where the language has no words for it. */
export interface Said {
  readonly text?: string;
  readonly hint?: string;
}

type Speak<T> = (value: T, lang: CallerLanguage, options: SpeakOptions) => Said;

const isTibetan = (lang: CallerLanguage): boolean => lang === 'adx' || lang === 'khg';

const greetings: Partial<Record<CallerLanguage, readonly [string, string, string]>> = {
  'zh-Hans': ['早上好', '下午好', '晚上好'],
  'yue-Hant-HK': ['早晨', '午安', '晚上好'],
  en: ['Good morning', 'Good afternoon', 'Good evening'],
};

/** Titles that the centre keeps in Chinese, as an English speaker says them. */
const englishTitles: Readonly<Record<string, string>> = { 先生: 'Mr', 女士: 'Ms', 小姐: 'Ms' };

const bySlotType: { readonly [T in keyof SlotTypeValues]: Speak<SlotTypeValues[T]> } = {
  code: (code, lang, options) => ({ text: digits(code, lang, options) }),
  person({ name, salutation }, lang) {
    if (lang === 'zh-Hans' || lang === 'yue-Hant-HK') return { text: `${name}${salutation}` };
    const isLatin = /^[\p{Script=Latin}\s.'-]+$/u.test(name);
    const title = englishTitles[salutation] ?? (/^[A-Za-z]+\.?$/.test(salutation) ? salutation : undefined);
    return lang === 'en' && isLatin ? { text: title === undefined ? name : `${title} ${name}` } : {};
  },
  text: ({ text, lang: written }, lang) => (written === lang ? { text } : { hint: text }),
  hour(hour, lang) {
    const [morning, afternoon, evening] = greetings[lang] ?? [];
    const text = hour < 12 ? morning : hour < 18 ? afternoon : evening;
    return text === undefined ? {} : { text };
  },
  instant: (at, lang, options) => ({ text: digits(sayInstant(at, lang, options), lang, options) }),
  clock: (at, lang, options) => ({ text: digits(sayClock(at, lang, options), lang, options) }),
  place(label, lang) {
    const own = {
      'zh-Hans': label['zh-CN'],
      'yue-Hant-HK': label['zh-HK'],
      en: label.en,
      adx: label.bo,
      khg: label.bo,
    };
    const text = own[lang];
    return text === undefined ? { hint: label['zh-CN'] } : { text };
  },
  count: (count, lang, options) => ({ text: digits(String(count), lang, options) }),
  money: (fen, lang) => (isTibetan(lang) ? { hint: sayMoney(fen, 'zh-Hans') } : { text: sayMoney(fen, lang) }),
};

function digits(text: string, lang: CallerLanguage, options: SpeakOptions): string {
  return options.hasTibetanDigits === true && isTibetan(lang) ? withTibetanDigits(text) : text;
}

/** What a language says in a slot; neither text nor hint where nothing is known. */
export function speak(slot: SlotName, values: SlotValues, lang: CallerLanguage, options: SpeakOptions): Said {
  const value = values[slot];
  if (value === undefined || value === '') return {};
  // The value is of the slot's type by SlotValues; the compiler can't follow the two tables side by side.
  const say = bySlotType[slotTypes[slot]] as Speak<typeof value>;
  return say(value, lang, options);
}
