import type { FilledSlots } from '../domain/call.ts';
import type { CallerLanguage, UiLabel } from '../domain/language.ts';
import { slotNames, type Moment, type slotTypes, type SlotName } from '../domain/moment.ts';
import { speak, type SpeakOptions } from './speak.ts';

/** What each type of slot is given, before a language says it. Times are UTC epoch ms. */
export interface SlotTypeValues {
  /** Digits and letters that are read one by one, such as a ticket number. */
  readonly code: string;
  /** The caller's name and salutation as the centre keeps them. */
  readonly person: { readonly name: string; readonly salutation: string };
  /** Free text in the language that somebody wrote it in. */
  readonly text: { readonly text: string; readonly lang: CallerLanguage };
  /** Hour of the local day. */
  readonly hour: number;
  readonly instant: number;
  readonly clock: number;
  readonly place: UiLabel;
  readonly count: number;
  /** In fen. */
  readonly money: number;
}

/** Values by name, each of its own type. The agent's real name is none of them: callers know the number. */
export type SlotValues = { readonly [S in SlotName]?: SlotTypeValues[(typeof slotTypes)[S]] | undefined };

/** A line in pieces, ready to show: words, the value of a slot, or a gap to fill while speaking. */
export type Segment =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'value'; readonly slot: SlotName; readonly text: string; readonly isFilled?: true }
  /** `isFilled`: the agent wrote it. `hint`: what is known, in a language that the line is not in. */
  | { readonly type: 'gap'; readonly slot: SlotName; readonly hint?: string };

const slotPattern = /\{(\w+)\}/g;

/**
 * Fills the slots of a line in a language. One of the moment's optional slots without a value goes, with the space or
 * comma that it leaves behind; any other becomes a gap. Braces never come through.
 */
export function fillLine(
  text: string,
  lang: CallerLanguage,
  values: SlotValues,
  options: SpeakOptions & {
    readonly optional?: Moment['optional'];
    /** What the agent wrote into gaps. */
    readonly filled?: FilledSlots | undefined;
  },
): Segment[] {
  const optional = options.optional ?? [];
  const pieces: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(slotPattern)) {
    pieces.push({ type: 'words', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const slot = slotNames.find((name) => name === match[1]);
    if (!slot) continue;
    const said = speak(slot, values, lang, options);
    const filled = options.filled?.[slot];
    if (said.text === undefined && filled && (filled.lang === lang || isFigure(filled.text))) {
      pieces.push({ type: 'value', slot, text: filled.text, isFilled: true });
    } else if (said.text !== undefined) pieces.push({ type: 'value', slot, text: said.text });
    else if (!optional.includes(slot)) {
      const hint = said.hint ?? filled?.text;
      pieces.push({ type: 'gap', slot, ...(hint !== undefined && { hint }) });
    }
  }
  pieces.push({ type: 'words', text: text.slice(from) });
  return tidy(pieces);
}

/** Figures and codes are the same in every language. */
function isFigure(text: string): boolean {
  return /^[\p{Nd}A-Z\s.,:/+-]+$/u.test(text);
}

/** The line as one string, each gap as a blank to fill by hand. */
export function lineText(segments: readonly Segment[]): string {
  return segments.map((segment) => (segment.type === 'gap' ? '＿＿' : segment.text)).join('');
}

const commaPair = /([,，、])\s*[,，、]/g;
const leadingMarks = /^[\s,，、]+/;
const spaceBeforeMark = /[ \t]+([,.，。、!！?？])/g;

/** Takes away what a slot that was left out leaves behind: two commas in a row, one at the beginning, spaces. */
function tidy(pieces: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.type === 'words' && last?.type === 'words') {
      merged[merged.length - 1] = { type: 'words', text: last.text + piece.text };
    } else merged.push(piece);
  }
  return merged
    .map((piece, index): Segment => {
      if (piece.type !== 'words') return piece;
      const inner = piece.text.replace(commaPair, '$1').replace(spaceBeforeMark, '$1').replace(/ {2,}/g, ' ');
      const begun = index === 0 ? inner.replace(leadingMarks, '') : inner;
      return { type: 'words', text: index === merged.length - 1 ? begun.trimEnd() : begun };
    })
    .filter((piece) => piece.type !== 'words' || piece.text !== '');
}
