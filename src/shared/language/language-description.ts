import { z } from 'zod';
import { festivalSchema } from '../domain/festival.ts';
import { articleLanguageSchema, callerLanguageSchema, uiLocaleSchema } from '../domain/language.ts';
import { slotNameSchema } from '../domain/moment.ts';

const text = z.string().min(1).max(60);
/** What exchanges send is looked up in lower case. */
const headerNames = z.array(text.refine((name) => name === name.toLowerCase(), { error: 'not in lower case' })).min(1);

/** A text with places to fill, `{hour}` and the like; others than these are refused. */
function pattern(...places: readonly string[]): z.ZodString {
  return text.refine((said) => [...said.matchAll(/\{([^{}]*)\}/gu)].every(([, place = '']) => places.includes(place)), {
    error: `places are ${places.map((place) => `{${place}}`).join(' ')}`,
  });
}

function isUnicodeScript(name: string): boolean {
  try {
    return new RegExp(`\\p{Script=${name}}`, 'u').unicode;
  } catch {
    return false;
  }
}

const scriptSchema = z.strictObject({
  /** The rules of writing that its lines are checked by, besides their letters. */
  orthography: z.enum(['simplified', 'traditional', 'tibetan', 'plain']),
  /** Unicode names of the scripts that its letters are of. */
  letters: z.array(text.refine(isUnicodeScript, { error: 'no script of Unicode' })).min(1),
  /** Tag put on its texts in the page, where that is not its own. */
  htmlTag: z.string().max(35).optional(),
});

/** What exchanges say when they mean it. */
const headersSchema = z.strictObject({
  /** Whole tags or words; a longer tag falls back to its beginning. */
  names: headerNames,
  /** Where a name means several languages: what tells this one from the others. */
  family: z
    .strictObject({
      names: headerNames,
      dialects: headerNames,
      /** Of callers who speak it, where no dialect was sent. */
      regions: headerNames.optional(),
      /** Spoken where the region says nothing either. */
      isUsual: z.boolean().optional(),
    })
    .optional(),
});

const clockSchema = z.strictObject({
  /** 0–23; 12, 1–11 twice; or 0–12, 1–11. */
  hours: z.enum(['h23', 'h12', 'h23to12']),
  /** Parts of the day, the first whose end is later than the hour. */
  parts: z.array(z.strictObject({ before: z.number().int().min(1).max(24), name: text })).optional(),
  /** On the hour, at half past where that is said in a way of its own, and at any other minute. */
  sharp: pattern('part', 'hour', 'minute'),
  half: pattern('part', 'hour', 'minute').optional(),
  other: pattern('part', 'hour', 'minute'),
});

/** How values are said. What is absent has no words yet: the gap shows what is known. */
const saySchema = z.strictObject({
  months: z.array(text).length(12).optional(),
  date: z.strictObject({
    plain: pattern('year', 'month', 'monthName', 'day'),
    ofOtherYear: pattern('year', 'month', 'monthName', 'day'),
  }),
  /** Days by name, by their distance from today. */
  days: z.record(z.string().regex(/^-?\d$/), text).optional(),
  clock: clockSchema,
  /** A day with its time, the day by name or by its date. */
  instant: z.strictObject({ named: pattern('day', 'clock'), dated: pattern('day', 'clock') }),
  money: pattern('amount').optional(),
  person: z
    .strictObject({
      said: pattern('name', 'title'),
      /** Unicode name of the script without which a name is not said. */
      letters: text.refine(isUnicodeScript, { error: 'no script of Unicode' }).optional(),
      /** For titles that the centre keeps in Chinese; absent says them as they stand. */
      titles: z.record(text, text).optional(),
    })
    .optional(),
  /** Before noon, before six, later. */
  greetings: z.tuple([text, text, text]).optional(),
  /** Its own digits, 0 to 9, said where the agent wants them. */
  digits: z
    .string()
    .refine((digits) => Array.from(digits).length === 10, { error: 'not ten digits' })
    .optional(),
});

/** A language of callers: `language.json` of its folder below resources/languages, beside the lines of its pack. */
export const languageDescriptionSchema = z.strictObject({
  schemaVersion: z.literal(1),
  tag: callerLanguageSchema,
  /** Its place where languages are listed. */
  order: z.number().int().min(1),
  /** By which it calls itself. */
  name: text,
  names: z.strictObject({ 'zh-CN': text, 'zh-HK': text, en: text, bo: text }),
  script: scriptSchema,
  readsArticlesIn: articleLanguageSchema,
  /** Which of the names of a place, which a centre gives by interface language, is said. */
  placesIn: uiLocaleSchema.optional(),
  headers: headersSchema,
  prompter: z.strictObject({
    /** By which signs a line is cut, and what its length is counted in. */
    clauses: z.enum(['han', 'tibetan', 'words']),
    /** What it is drilled at, units a minute. */
    pace: z.number().int().min(60).max(400),
  }),
  /** How it writes the sound of a line; absent where a line needs none. */
  reading: z.enum(['pinyin', 'jyutping', 'soundGloss']).optional(),
  say: saySchema,
  /** Slots that no speaker has given words for yet. */
  wordlessSlots: z.array(slotNameSchema).optional(),
  /** Festivals that its callers are greeted for, besides those of the calendar. */
  festivals: z.array(festivalSchema).optional(),
  /** Languages whose lines must not be taken over as they stand. */
  notCopiedFrom: z.array(callerLanguageSchema).optional(),
  /** Whether `scripts/render-sounds.mjs` has a voice for its practice callers. */
  isVoiced: z.boolean().optional(),
});
export type LanguageDescription = z.infer<typeof languageDescriptionSchema>;
