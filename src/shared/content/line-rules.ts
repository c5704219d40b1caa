import type { CallerLanguage } from '../domain/language.ts';
import type { Moment } from '../domain/moment.ts';
import type { LineText } from '../domain/phrase.ts';
import { describeLanguage, isTibetan } from '../language/languages.ts';
import { lineReason, type LineReason } from './line-reason.ts';
import { readingReasons } from './reading-rules.ts';
import { lineWriting } from './language-writing.ts';
import { slotReasons, slotsOf, writingReasons } from './text-rules.ts';
import { endsLikeTibetanLine } from './tibetan-rules.ts';

export interface LineSurroundings {
  /** Whether Mandarin has a line of this moment, which says what a line without a gloss means. */
  readonly hasMandarin: boolean;
  /** Spelling of a Tibetan text in extended Wylie; absent where nobody asks for it. */
  readonly toWylie?: (text: string) => string;
}

export type LineField = keyof LineText;
export interface FieldReason {
  readonly field: LineField;
  readonly reason: LineReason;
}

/** Everything wrong with the words of one line, field by field. `moment` is undefined where nobody knows it. */
export function lineReasons(
  line: LineText,
  lang: CallerLanguage,
  moment: Moment | undefined,
  { hasMandarin, toWylie }: LineSurroundings,
): FieldReason[] {
  const at = (field: LineField, reasons: readonly LineReason[]): FieldReason[] =>
    reasons.map((reason) => ({ field, reason }));
  return [
    ...at('text', textReasons(line, lang, moment)),
    ...at('gloss', glossReasons(line, lang, hasMandarin)),
    ...at('reading', readingReasons(line, lang)),
    ...(toWylie ? at('wylie', wylieReasons(line, lang, toWylie)) : []),
  ];
}

function textReasons({ text }: LineText, lang: CallerLanguage, moment: Moment | undefined): LineReason[] {
  const reasons = [...writingReasons(text, lineWriting(lang)), ...slotReasons(text)];
  const used = slotsOf(text);
  const needed = moment?.slots ?? [];
  const allowed: readonly string[] = [...needed, ...(moment?.optional ?? [])];
  // A text with one would speak half in another language.
  const wordless: readonly string[] = describeLanguage(lang).wordlessSlots ?? [];
  for (const slot of new Set(used)) {
    if (wordless.includes(slot)) reasons.push(lineReason('wordlessSlot', { slot, lang }));
    else if (moment && !allowed.includes(slot)) reasons.push(lineReason('foreignSlot', { slot, moment: moment.id }));
  }
  reasons.push(...needed.filter((slot) => !used.includes(slot)).map((slot) => lineReason('slotMissing', { slot })));
  if (isTibetan(lang) && !endsLikeTibetanLine(text)) reasons.push(lineReason('noShad'));
  return reasons;
}

function glossReasons({ gloss, text }: LineText, lang: CallerLanguage, hasMandarin: boolean): LineReason[] {
  if (gloss === undefined) {
    if (isTibetan(lang)) return [lineReason('glossMissing')];
    return hasMandarin ? [] : [lineReason('nothingToFallBackOn')];
  }
  const missing = slotsOf(text).filter((slot) => !slotsOf(gloss).includes(slot));
  return [
    ...writingReasons(gloss, 'simplifiedSpoken'),
    ...slotReasons(gloss),
    ...missing.map((slot) => lineReason('slotMissingInGloss', { slot })),
  ];
}

function wylieReasons(line: LineText, lang: CallerLanguage, toWylie: (text: string) => string): LineReason[] {
  if (line.wylie === undefined) return isTibetan(lang) ? [lineReason('wylieMissing')] : [];
  if (!isTibetan(lang)) return [lineReason('wylieStray')];
  const spelled = words(spellLine(line.text, toWylie));
  return spelled === words(line.wylie) ? [] : [lineReason('wylieSpelling', { spelled })];
}

/** The spelling of a line, its slots left as they are. */
export function spellLine(text: string, toWylie: (text: string) => string): string {
  const parts = text.split(/(\{[^{}]*\})/u);
  return parts.map((part) => (part.startsWith('{') ? part : toWylie(part))).join('');
}

function words(wylie: string): string {
  return wylie.replaceAll(/[_/*\s]+/gu, ' ').trim();
}
