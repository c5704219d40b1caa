import { z } from 'zod';
import { callerLanguageSchema } from '../domain/language.ts';
import { phrasePackSchema, phraseSchema, type Phrase, type PhrasePack } from '../domain/phrase.ts';

/** What the first version of packs said where this one has a moment of its own for each line. */
const oldPhraseSchema = phraseSchema.omit({ moment: true }).extend({
  id: z.string(),
  moment: z.string(),
  gloss: z.string(),
  hours: z.tuple([z.number(), z.number()]).optional(),
  forReturning: z.boolean().optional(),
});
type OldPhrase = z.infer<typeof oldPhraseSchema>;

const oldPackSchema = z.object({
  schemaVersion: z.literal(1),
  lang: callerLanguageSchema,
  version: z.number().int().min(1),
  note: z.string(),
  phrases: z.array(oldPhraseSchema).min(1),
});

/** The moment that a line of an old one becomes, unless its id or its conditions say more. */
const moments: Readonly<Record<string, string>> = {
  greeting: 'greeting.any',
  verify: 'verify.name',
  'hold.before': 'hold.before',
  'hold.after': 'hold.after',
  'hold.long': 'hold.long',
  'transfer.before': 'transfer.before',
  apology: 'apology.trouble',
  thanks: 'thanks.patience',
  noting: 'noting.all',
  noCommonLanguage: 'noCommonLanguage.wait',
  'closing.anythingElse': 'closing.else',
  'closing.farewell': 'closing.farewell',
};

/** Endings of the ids that the first packs of this repository had, for a second line of the same moment. */
const byEnding: readonly (readonly [ending: string, moment: string])[] = [
  ['greeting.number', 'greeting.number'],
  ['verify.number', 'verify.number'],
  ['verify.account', 'verify.account'],
  ['hold.before.ask', 'hold.before.ask'],
  ['hold.after.ask', 'hold.after.ask'],
  ['hold.long.callback', 'hold.long.callback'],
  ['transfer.later', 'namedAgent.offDuty'],
  ['transfer.language', 'transfer.language'],
  ['apology.wait', 'apology.wait'],
  ['apology.mistake', 'apology.mistake'],
  ['apology.heard', 'soothe.heard'],
  ['thanks.remind', 'thanks.remind'],
  ['noting.phone', 'noting.phone'],
  ['closing.clear', 'closing.clear'],
  ['closing.farewell.followup', 'closing.farewell.followup'],
];

function momentOf(phrase: OldPhrase): string {
  if (phrase.forReturning === true) return 'greeting.returning';
  if (phrase.hours) return greetingOfHour(phrase.hours[0]);
  const known = byEnding.find(([ending]) => phrase.id.endsWith(`.${ending}`));
  return known?.[1] ?? moments[phrase.moment] ?? 'greeting.any';
}

function greetingOfHour(from: number): string {
  if (from < 5) return 'greeting.night';
  if (from < 11) return 'greeting.morning';
  return from < 18 ? 'greeting.afternoon' : 'greeting.evening';
}

/**
 * A pack of the first version in the form of this one. Where several old lines become one moment, the approved one of
 * them stays, else the first.
 */
function upgrade(old: z.infer<typeof oldPackSchema>): PhrasePack {
  const lines = new Map<string, Phrase>();
  for (const phrase of old.phrases) {
    const { id: _, hours: __, forReturning: ___, ...line } = phrase;
    const moment = momentOf(phrase);
    const there = lines.get(moment);
    if (!there || (there.status !== 'approved' && line.status === 'approved')) lines.set(moment, { ...line, moment });
  }
  return { ...old, schemaVersion: 2, phrases: [...lines.values()] };
}

/** A pack as a server or a file of any age may hold it, read as one of today. A newer version than this is refused. */
export const anyPackSchema = z.union([oldPackSchema.transform(upgrade).pipe(phrasePackSchema), phrasePackSchema]);
