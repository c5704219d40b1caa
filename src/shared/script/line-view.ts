import type { FilledSlots } from '../domain/call.ts';
import type { CallerLanguage } from '../domain/language.ts';
import type { Moment, MomentKind } from '../domain/moment.ts';
import { phraseIdOf, type Phrase, type ReviewStatus } from '../domain/phrase.ts';
import type { PhraseId } from '../ids.ts';
import type { Reason } from './reason.ts';
import { fillLine, lineText, type Segment, type SlotValues } from './slots.ts';
import type { SpeakOptions } from './speak.ts';

/** One line of the panel, ready to show. */
export interface LineView {
  readonly id: PhraseId;
  readonly moment: string;
  readonly kind: MomentKind;
  readonly lang: CallerLanguage;
  /** The large line: approved text in the caller's language, else the Mandarin gloss to say in one's own words. */
  readonly large: { readonly segments: readonly Segment[]; readonly lang: CallerLanguage };
  readonly isOwnWords: boolean;
  /** The text that waits for approval, shown small. Absent where the language has no text for this moment. */
  readonly draft?: readonly Segment[];
  readonly gloss: readonly Segment[];
  /** Of the text in the caller's language, as its pack has it. */
  readonly reading?: string;
  /** The same with its slots, as it stands in the pack. */
  readonly packReading?: string;
  readonly status: ReviewStatus | 'missing';
  readonly reviewer?: string;
  readonly recording?: string;
  readonly reason: Reason;
}

export interface Line {
  readonly moment: Moment;
  readonly lang: CallerLanguage;
  readonly phrase?: Phrase | undefined;
  readonly mandarin?: Phrase | undefined;
  readonly reason: Reason;
}

/** Fills a line. A text that nobody approved is never the large one: what it means is. */
export function viewLine(
  line: Line,
  values: SlotValues,
  options: SpeakOptions & { readonly filled?: FilledSlots | undefined },
): LineView {
  const { moment, lang, phrase, mandarin, reason } = line;
  const fill = (text: string, language: CallerLanguage): Segment[] =>
    fillLine(text, language, values, { ...options, optional: moment.optional });
  const gloss = fill(phrase?.gloss ?? mandarin?.gloss ?? mandarin?.text ?? '', 'zh-Hans');
  const base = { id: phraseIdOf(lang, moment.id), moment: moment.id, kind: moment.kind, lang, gloss, reason };
  const ownWords = { large: { segments: gloss, lang: 'zh-Hans' as const }, isOwnWords: true };
  if (!phrase) return { ...base, ...ownWords, status: 'missing' };
  const text = fill(phrase.text, lang);
  const extras = {
    status: phrase.status,
    ...(phrase.reading !== undefined && {
      reading: lineText(fill(phrase.reading, lang)),
      packReading: phrase.reading,
    }),
    ...(phrase.reviewer !== undefined && { reviewer: phrase.reviewer }),
    ...(phrase.recording !== undefined && { recording: phrase.recording }),
  };
  return phrase.status === 'approved'
    ? { ...base, ...extras, large: { segments: text, lang }, isOwnWords: false }
    : { ...base, ...extras, ...ownWords, draft: text };
}
