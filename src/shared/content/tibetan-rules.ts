import { inEnglish, lineReason, type LineReason, type LineReasonCode } from './line-reason.ts';

const rules: readonly { readonly pattern: RegExp; readonly code: LineReasonCode }[] = [
  { pattern: /\u0f0b\u0f0b/u, code: 'doubleTsheg' },
  { pattern: /\u0f0c/u, code: 'noBreakTsheg' },
  { pattern: /(?:^|\s)\u0f0b/mu, code: 'leadingTsheg' },
  { pattern: /[^ང]\u0f0b[\u0f0d\u0f0e]/u, code: 'tshegBeforeShad' },
  { pattern: /ང[\u0f0d\u0f0e]/u, code: 'ngaWithoutTsheg' },
  { pattern: /\u0f0b (?![\p{Nd}\p{Script=Latin}{<])/u, code: 'tshegBeforeSpace' },
  { pattern: /\u0f0b(?:\n|$)/u, code: 'tshegAtEnd' },
  { pattern: /[\u0f0d\u0f0e](?=[\u0f40-\u0fbc])/u, code: 'shadWithoutSpace' },
  { pattern: /\s[\u0f0d\u0f0e]/u, code: 'spaceBeforeShad' },
];

/** Reasons why the dots, strokes and spaces between Tibetan syllables are wrong; empty when they are right. */
export function tibetanReasons(text: string): LineReason[] {
  return rules.filter(({ pattern }) => pattern.test(text)).map(({ code }) => lineReason(code));
}

/** `tibetanReasons` in English. */
export function tibetanSpacing(text: string): string[] {
  return tibetanReasons(text).map(inEnglish);
}

/** Whether a line of speech is closed: by a shad, or by ག, ཀ or ཤ, whose own stroke stands for it. */
export function endsLikeTibetanLine(text: string): boolean {
  return /(?:[\u0f0d\u0f0e]|[གཀཤ][\u0f71-\u0f7d\u0f80]?)$/u.test(text);
}
