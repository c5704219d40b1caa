import { VoiceMeter, type VoiceTotals } from './voice-meter.ts';

/** Both sides of a call, from the beginning on. */
export interface VoicesHeard {
  /** The agent's. */
  readonly mine: VoiceTotals;
  /** Both speak, for as long as it is talk-over already. */
  readonly isOver: boolean;
  /** Times that both spoke for `talkOverS` or longer. */
  readonly talkOvers: number;
  /** All of their time; s. */
  readonly overS: number;
}

/** Shorter ones are a “yes” in between, or the caller's last word. */
export const talkOverS = 0.6;

/** The agent's voice, measured, and whether the caller spoke at the same time. Allocates nothing after it was made. */
export class TwoVoices {
  readonly #mine: VoiceMeter;
  readonly #theirs: VoiceMeter;
  readonly #sampleRate: number;
  /** How long both have been speaking, s. */
  #bothS = 0;
  #talkOvers = 0;
  #overS = 0;

  constructor(sampleRate: number) {
    this.#mine = new VoiceMeter(sampleRate);
    this.#theirs = new VoiceMeter(sampleRate);
    this.#sampleRate = sampleRate;
  }

  /** @param mine and `theirs` mono, full scale ±1, of the same moment and equally long */
  push(mine: Float32Array, theirs: Float32Array): void {
    this.#mine.push(mine);
    this.#theirs.push(theirs);
    const lastedS = mine.length / this.#sampleRate;
    if (!this.#mine.totals.isSpeech || !this.#theirs.totals.isSpeech) {
      this.#bothS = 0;
      return;
    }
    const wasOver = this.#bothS >= talkOverS;
    this.#bothS += lastedS;
    if (wasOver) this.#overS += lastedS;
    else if (this.#bothS >= talkOverS) {
      this.#talkOvers += 1;
      this.#overS += this.#bothS;
    }
  }

  /** A copy, as it is now. */
  heard(): VoicesHeard {
    return {
      mine: { ...this.#mine.totals },
      isOver: this.#bothS >= talkOverS,
      talkOvers: this.#talkOvers,
      overS: this.#overS,
    };
  }
}
