const rules: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /\u0f0b\u0f0b/u, reason: 'two tshegs in a row' },
  { pattern: /\u0f0c/u, reason: 'non-breaking tsheg U+0F0C where U+0F0B belongs' },
  { pattern: /(?:^|\s)\u0f0b/mu, reason: 'a tsheg at the beginning of a clause' },
  { pattern: /[^ང]\u0f0b[\u0f0d\u0f0e]/u, reason: 'a tsheg before a shad, where only ང keeps one' },
  { pattern: /ང[\u0f0d\u0f0e]/u, reason: 'ང before a shad without its tsheg' },
  { pattern: /\u0f0b (?![\p{Nd}\p{Script=Latin}{<])/u, reason: 'a tsheg before a space' },
  { pattern: /\u0f0b(?:\n|$)/u, reason: 'a line that ends with a tsheg' },
  { pattern: /[\u0f0d\u0f0e](?=[\u0f40-\u0fbc])/u, reason: 'a shad without a space after it' },
  { pattern: /\s[\u0f0d\u0f0e]/u, reason: 'a space before a shad' },
];

/** Reasons why the dots, strokes and spaces between Tibetan syllables are wrong; empty when they are right. */
export function tibetanSpacing(text: string): string[] {
  return rules.filter(({ pattern }) => pattern.test(text)).map(({ reason }) => reason);
}

/** Whether a line of speech is closed: by a shad, or by ག, ཀ or ཤ, whose own stroke stands for it. */
export function endsLikeTibetanLine(text: string): boolean {
  return /(?:[\u0f0d\u0f0e]|[གཀཤ][\u0f71-\u0f7d\u0f80]?)$/u.test(text);
}
