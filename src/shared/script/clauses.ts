import type { CallerLanguage } from '../domain/language.ts';
import type { PaceUnit, PanelChoice } from '../domain/panel-choice.ts';
import type { LanguageDescription } from '../language/language-description.ts';
import { describeLanguage } from '../language/languages.ts';
import type { Segment } from './slots.ts';

/** What is said in one go, with the signs that end it. */
export interface Clause {
  readonly segments: readonly Segment[];
  /** How much there is to say, in the language's own unit. */
  readonly length: number;
}

interface Cutting {
  readonly unit: PaceUnit;
  /** Ends of clauses; a run of them with the spaces behind it is one end. */
  readonly ends: RegExp;
  readonly counted: RegExp;
}

const han: Cutting = {
  unit: 'characters',
  ends: /[，。！？；：、…,!?;]+\s*/gu,
  // Letters of another script are said as words; digits one by one.
  counted: /\p{Script=Han}|\d|\p{Script=Latin}+/gu,
};
const tibetan: Cutting = {
  unit: 'syllables',
  // A shad and its doubles; without one after ག, whose stem stands in for it, there is at least the space.
  ends: /[\u0f0d-\u0f12\u0f14]+\s*(?:[\u0f0d-\u0f12\u0f14]+\s*)*|\u0f42\s+(?=[\u0f40-\u0f6c])/gu,
  counted: /[\u0f40-\u0f6c][\u0f35\u0f37\u0f39\u0f40-\u0fbc]*|[\d\u0f20-\u0f33]/gu,
};
const english: Cutting = {
  unit: 'words',
  // A point that ends nothing: a.m., Mr., No. 5, 12.50.
  ends: /(?<![ap]\.m)(?<!\b(?:Mr|Ms|Mrs|Dr|No|a|p))[.,!?;:–—]+(?:\s+|$)/gu,
  counted: /[\p{L}\d]+(?:['’.:-][\p{L}\d]+)*/gu,
};

const cuttings: Record<LanguageDescription['prompter']['clauses'], Cutting> = { han, tibetan, words: english };

function cuttingOf(lang: CallerLanguage): Cutting {
  return cuttings[describeLanguage(lang).prompter.clauses];
}

export function paceUnitOf(lang: CallerLanguage): PaceUnit {
  return cuttingOf(lang).unit;
}

/** Units a minute: what the agent chose for the unit, else what the language is drilled at. */
export function paceIn(chosen: PanelChoice['pace'], lang: CallerLanguage): number {
  return chosen?.[paceUnitOf(lang)] ?? describeLanguage(lang).prompter.pace;
}

/** About as long as a name or a number: what a gap will hold when it is said. */
const gapLength = 3;

/**
 * A line in clauses, by the punctuation of its language; all of its text, in order. Signs with nothing to say before
 * them go with the clause that they follow.
 */
export function clausesOf(segments: readonly Segment[], lang: CallerLanguage): Clause[] {
  const { ends, counted } = cuttingOf(lang);
  const clauses: { segments: Segment[]; length: number }[] = [];
  let isEnded = true;
  const add = (segment: Segment, length: number): void => {
    const last = clauses.at(-1);
    if (last && (!isEnded || length === 0)) {
      last.segments.push(segment);
      last.length += length;
    } else clauses.push({ segments: [segment], length });
  };
  for (const segment of segments) {
    if (segment.type !== 'words') {
      add(segment, segment.type === 'gap' ? gapLength : count(segment.text, counted));
      isEnded = false;
      continue;
    }
    for (const { text, ends: hasEnd } of cut(segment.text, ends)) {
      add({ type: 'words', text }, count(text, counted));
      isEnded = hasEnd;
    }
  }
  return clauses;
}

export interface CountedUnit {
  readonly text: string;
  /** Said by itself; the signs and spaces between are not. */
  readonly isCounted: boolean;
}

/** All of a text in order, cut into what the pace of its language is counted in and what stands between. */
export function countedUnits(text: string, lang: CallerLanguage): CountedUnit[] {
  const units: CountedUnit[] = [];
  let from = 0;
  for (const match of text.matchAll(cuttingOf(lang).counted)) {
    if (match.index > from) units.push({ text: text.slice(from, match.index), isCounted: false });
    units.push({ text: match[0], isCounted: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) units.push({ text: text.slice(from), isCounted: false });
  return units;
}

function count(text: string, counted: RegExp): number {
  return text.match(counted)?.length ?? 0;
}

function cut(text: string, ends: RegExp): { readonly text: string; readonly ends: boolean }[] {
  const pieces: { text: string; ends: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(ends)) {
    const to = match.index + match[0].length;
    pieces.push({ text: text.slice(from, to), ends: true });
    from = to;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), ends: false });
  return pieces;
}
