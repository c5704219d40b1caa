import type { VoicesHeard } from './two-voices.ts';

/** How the agent speaks now, over the last `windowTalkS` of his own talk; what he listened to in between does not count. */
export interface VoiceNow {
  /** Syllables a minute; undefined until he has said enough. */
  readonly syllablesPerMinute: number | undefined;
  /** Of his speech, dBFS; undefined until he has spoken. */
  readonly levelDb: number | undefined;
  /** Share of his talk that was pauses between two words, 0–1. */
  readonly pauseShare: number;
  readonly isOver: boolean;
  /** In the whole call. */
  readonly talkOvers: number;
}

export const windowTalkS = 12;
/** Less talk than this says nothing of a pace. */
const leastTalkS = 4;
const leastSpeechS = 1;

export const nothingHeard: VoiceNow = {
  ...{ syllablesPerMinute: undefined, levelDb: undefined, pauseShare: 0, isOver: false, talkOvers: 0 },
};

/** The newest of what was heard against the oldest that still counts. Keeps a handful of figures, nothing of the sound. */
export class VoiceWindow {
  #kept: VoicesHeard[] = [];

  add(heard: VoicesHeard): VoiceNow {
    const last = this.#kept.at(-1);
    // Nothing was said since: the window stays, however long the caller talks.
    if (!last || heard.mine.talkS > last.mine.talkS) this.#kept.push(heard);
    while (heard.mine.talkS - (this.#kept[1]?.mine.talkS ?? heard.mine.talkS) >= windowTalkS) this.#kept.shift();
    return voiceBetween(this.#kept[0] ?? heard, heard);
  }
}

/** How he spoke from one moment to a later one. */
export function voiceBetween(from: VoicesHeard, to: VoicesHeard): VoiceNow {
  const talkS = to.mine.talkS - from.mine.talkS;
  const speechS = to.mine.speechS - from.mine.speechS;
  const energy = to.mine.energy - from.mine.energy;
  return {
    syllablesPerMinute: talkS < leastTalkS ? undefined : ((to.mine.nuclei - from.mine.nuclei) / talkS) * 60,
    levelDb: speechS < leastSpeechS || energy <= 0 ? undefined : 10 * Math.log10(energy / speechS),
    pauseShare: talkS === 0 ? 0 : 1 - speechS / talkS,
    isOver: to.isOver,
    talkOvers: to.talkOvers,
  };
}
