import { slotTypes } from '../domain/moment.ts';
import type { Segment } from './slots.ts';
import { spokenNumber, type HanLanguage } from './spoken-number.ts';

/** The smallest part of a line that has a reading of its own: a character, or a number. */
export interface ReadingUnit {
  readonly text: string;
  /** The characters in which it is said; that of a sign is the sign itself. */
  readonly spoken: string;
  readonly isRead: boolean;
}

export interface ReadUnit {
  readonly text: string;
  /** Absent for signs, letters of other scripts and gaps. */
  readonly reading?: string;
}

const parts = /\d+(?:\.\d+)?|\p{Script=Han}|[^\d\p{Script=Han}]+/gu;

export function isHanLanguage(lang: string): lang is HanLanguage {
  return lang === 'zh-Hans' || lang === 'yue-Hant-HK';
}

/** Cuts each segment of a line into units. A gap has none: nobody knows yet what will be said there. */
export function readingUnits(segments: readonly Segment[], lang: HanLanguage): ReadingUnit[][] {
  return segments.map((segment, index) => {
    if (segment.type === 'gap') return [];
    const next = segments[index + 1];
    const following = next && next.type !== 'gap' ? next.text : '';
    const isCode = segment.type === 'value' && slotTypes[segment.slot] === 'code';
    return Array.from(segment.text.matchAll(parts), ({ 0: text, index: at }): ReadingUnit => {
      if (/^\p{Script=Han}$/u.test(text)) return { text, spoken: text, isRead: true };
      if (!/^\d/.test(text)) return { text, spoken: text, isRead: false };
      const after = segment.text.slice(at + text.length) + following;
      return { text, spoken: spokenNumber(text, after, lang, isCode), isRead: true };
    });
  });
}

/** The whole line as it is said, which is what its readings are looked up for: 行 and 到 depend on their neighbours. */
export function spokenText(units: readonly (readonly ReadingUnit[])[]): string {
  return units.map((segment) => segment.map(({ spoken }) => spoken).join('')).join('');
}

/**
 * Units with what they sound like.
 * @param readings one for each character of `spokenText`, empty for what has none
 * @param own what the pack itself says about the characters of its words, in order: it wins over what was worked out
 */
export function readAloud(
  segments: readonly Segment[],
  units: readonly (readonly ReadingUnit[])[],
  readings: readonly string[],
  own: readonly string[] | undefined,
): ReadUnit[][] {
  let at = 0;
  let ownAt = 0;
  return units.map((segment, index) => {
    const isWords = segments[index]?.type === 'words';
    return segment.map(({ text, spoken, isRead }): ReadUnit => {
      const length = Array.from(spoken).length;
      const made = readings.slice(at, at + length).filter((reading) => reading !== '');
      at += length;
      if (!isRead) return { text };
      const isCharacter = isWords && text === spoken;
      const written = isCharacter ? own?.[ownAt] : undefined;
      if (isCharacter) ownAt += 1;
      const reading = written ?? made.join(' ');
      return reading === '' ? { text } : { text, reading };
    });
  });
}

/** The syllables of a reading that somebody wrote, if there is one for each character of the words of its line. */
export function ownSyllables(segments: readonly Segment[], reading: string | undefined): readonly string[] | undefined {
  if (reading === undefined) return undefined;
  const syllables = reading
    .replace(/\{\w+\}/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{M}]+[1-6]?/gu);
  const written = segments.flatMap((segment) => (segment.type === 'words' ? [segment.text] : [])).join('');
  const characters = written.match(/\p{Script=Han}/gu);
  return syllables?.length === characters?.length ? (syllables ?? undefined) : undefined;
}
