import { z } from 'zod';

/**
 * Everything that can be wrong with the words of a line, as a closed list: the checker says it in English, the page in
 * the language of its agent (`packs:reason.<code>`).
 */
export const lineReasonCodes = [
  'empty',
  'notNfc',
  'control',
  'blankEnds',
  'foreignLetters',
  'noLetter',
  'traditional',
  'simplified',
  'doubleTsheg',
  'noBreakTsheg',
  'leadingTsheg',
  'tshegBeforeShad',
  'ngaWithoutTsheg',
  'tshegBeforeSpace',
  'tshegAtEnd',
  'shadWithoutSpace',
  'spaceBeforeShad',
  'noShad',
  'unknownSlot',
  'brace',
  'wordlessSlot',
  'foreignSlot',
  'slotMissing',
  'glossMissing',
  'nothingToFallBackOn',
  'slotMissingInGloss',
  'readingMissing',
  'readingForm',
  'readingLength',
  'readingSlots',
  'wylieMissing',
  'wylieStray',
  'wylieSpelling',
] as const;
export const lineReasonCodeSchema = z.enum(lineReasonCodes);
export type LineReasonCode = z.infer<typeof lineReasonCodeSchema>;

export const lineReasonSchema = z.object({
  code: lineReasonCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export interface LineReason {
  readonly code: LineReasonCode;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
}

export function lineReason(code: LineReasonCode, params?: LineReason['params']): LineReason {
  return params === undefined ? { code } : { code, params };
}

const english: Readonly<Record<LineReasonCode, string>> = {
  empty: 'empty text',
  notNfc: 'not in NFC',
  control: 'stray control character {char}',
  blankEnds: 'blank at the beginning or end',
  foreignLetters: 'letters of another script: {letters}',
  noLetter: 'no letter of the script ({script})',
  traditional: 'Traditional characters in a Simplified text: {letters}',
  simplified: 'Simplified characters in a Traditional text: {letters}',
  doubleTsheg: 'two tshegs in a row',
  noBreakTsheg: 'non-breaking tsheg U+0F0C where U+0F0B belongs',
  leadingTsheg: 'a tsheg at the beginning of a clause',
  tshegBeforeShad: 'a tsheg before a shad, where only ང keeps one',
  ngaWithoutTsheg: 'ང before a shad without its tsheg',
  tshegBeforeSpace: 'a tsheg before a space',
  tshegAtEnd: 'a line that ends with a tsheg',
  shadWithoutSpace: 'a shad without a space after it',
  spaceBeforeShad: 'a space before a shad',
  noShad: 'no shad at the end',
  unknownSlot: 'unknown slot {{slot}}',
  brace: 'a brace without its pair',
  wordlessSlot: 'slot {{slot}} would put foreign words into a text of {lang}',
  foreignSlot: 'slot {{slot}} does not belong to {moment}',
  slotMissing: 'slot {{slot}} is missing',
  glossMissing: 'gloss missing: nobody could say the line in his own words',
  nothingToFallBackOn: 'gloss missing, and no Mandarin line of this moment to take its place',
  slotMissingInGloss: 'slot {{slot}} of the text is missing in the gloss',
  readingMissing: 'reading aid missing: {what}',
  readingForm: 'the reading aid must be {what}',
  readingLength: 'the reading aid has {syllables} syllables for {characters} characters',
  readingSlots: 'other slots than in the text',
  wylieMissing: 'spelling in Wylie missing',
  wylieStray: 'Wylie beside a text that is not Tibetan',
  wylieSpelling: 'Wylie does not spell the text: {spelled}',
};

/** What the checker prints. */
export function inEnglish({ code, params = {} }: LineReason): string {
  return english[code].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
