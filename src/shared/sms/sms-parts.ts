/** How a text travels: in how many parts, and how much room there is in all of them. */
export interface SmsParts {
  readonly alphabet: 'gsm7' | 'ucs2';
  /** Septets or UTF-16 units. */
  readonly length: number;
  readonly parts: number;
}

/** 3GPP TS 23.038, 6.2.1: the basic table without its escape. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Each behind an escape: two septets. */
const extended = new Set('\f^{}\\[~]|€');

/** One message alone, and each part of several, which carry a header. */
const room = { gsm7: { alone: 160, each: 153 }, ucs2: { alone: 70, each: 67 } } as const;

/** A text of the telephone's own alphabet has more room; one sign outside of it makes all of it UCS-2. */
export function smsParts(text: string): SmsParts {
  const signs = Array.from(text);
  if (signs.every((sign) => basic.has(sign) || extended.has(sign))) {
    return count(
      'gsm7',
      signs.map((sign) => (extended.has(sign) ? 2 : 1)),
    );
  }
  return count(
    'ucs2',
    signs.map((sign) => sign.length),
  );
}

/** No part ends within an escape or a surrogate pair. */
function count(alphabet: SmsParts['alphabet'], widths: readonly number[]): SmsParts {
  const length = widths.reduce((sum, width) => sum + width, 0);
  const { alone, each } = room[alphabet];
  if (length <= alone) return { alphabet, length, parts: 1 };
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > each) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return { alphabet, length, parts };
}
