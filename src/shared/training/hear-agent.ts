/** Whether somebody talks, from the level of his sound. */
export interface Hearing {
  readonly isSpeaking: boolean;
  /** When sound was heard last; UTC epoch ms. */
  readonly at: number;
}

/** Below this a meter shows breath and the noise of a room; level 0–1 as the phone's meters have it. */
const threshold = 0.02;
/** A pause between two words is no silence, ms. */
const gapMs = 700;

export const nobodyHeard: Hearing = { isSpeaking: false, at: 0 };

/** Pure. `level` 0–1, `at` UTC epoch ms. */
export function hearLevel(before: Hearing, level: number, at: number): Hearing {
  if (level >= threshold) return { isSpeaking: true, at };
  return before.isSpeaking && at - before.at >= gapMs ? { isSpeaking: false, at: before.at } : before;
}
