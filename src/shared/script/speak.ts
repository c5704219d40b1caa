import type { CallerLanguage } from '../domain/language.ts';
import { slotTypes, type SlotName } from '../domain/moment.ts';
import { describeLanguage } from '../language/languages.ts';
import type { SlotTypeValues, SlotValues } from './slots.ts';
import { sayClock, sayInstant, sayMoney, withDigits } from './say-time.ts';

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

const bySlotType: { readonly [T in keyof SlotTypeValues]: Speak<SlotTypeValues[T]> } = {
  code: (code, lang, options) => ({ text: digits(code, lang, options) }),
  person: ({ name, salutation }, lang) => sayPerson(name, salutation, lang),
  text: ({ text, lang: written }, lang) => (written === lang ? { text } : { hint: text }),
  hour(hour, lang) {
    const [morning, afternoon, evening] = describeLanguage(lang).say.greetings ?? [];
    const text = hour < 12 ? morning : hour < 18 ? afternoon : evening;
    return text === undefined ? {} : { text };
  },
  instant: (at, lang, options) => ({ text: digits(sayInstant(at, lang, options), lang, options) }),
  clock: (at, lang, options) => ({ text: digits(sayClock(at, lang, options), lang, options) }),
  place(label, lang) {
    const { placesIn } = describeLanguage(lang);
    const text = placesIn && label[placesIn];
    return text === undefined ? { hint: label['zh-CN'] } : { text };
  },
  count: (count, lang, options) => ({ text: digits(String(count), lang, options) }),
  money(fen, lang) {
    const [text, hint] = [sayMoney(fen, lang), sayMoney(fen, 'zh-Hans')];
    return text === undefined ? { ...(hint !== undefined && { hint }) } : { text };
  },
};

function sayPerson(name: string, salutation: string, lang: CallerLanguage): Said {
  const { person } = describeLanguage(lang).say;
  if (!person) return {};
  const { said, letters, titles } = person;
  if (letters !== undefined && !new RegExp(`^[\\p{Script=${letters}}\\s.'-]+$`, 'u').test(name)) return {};
  // A title in letters of its own is said as the centre has it.
  const title = titles ? (titles[salutation] ?? (/^[A-Za-z]+\.?$/.test(salutation) ? salutation : '')) : salutation;
  return {
    text: said
      .replace('{name}', () => name)
      .replace('{title}', () => title)
      .trim(),
  };
}

function digits(text: string, lang: CallerLanguage, options: SpeakOptions): string {
  const own = describeLanguage(lang).say.digits;
  return options.hasTibetanDigits === true && own !== undefined ? withDigits(text, own) : text;
}

/** What a language says in a slot; neither text nor hint where nothing is known. */
export function speak(slot: SlotName, values: SlotValues, lang: CallerLanguage, options: SpeakOptions): Said {
  const value = values[slot];
  if (value === undefined || value === '') return {};
  // The value is of the slot's type by SlotValues; the compiler can't follow the two tables side by side.
  const say = bySlotType[slotTypes[slot]] as Speak<typeof value>;
  return say(value, lang, options);
}
