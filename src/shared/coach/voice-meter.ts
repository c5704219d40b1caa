import { Activity } from './activity.ts';
import { Biquad } from './filters.ts';
import { NucleiCounter } from './nuclei-counter.ts';

/** What was heard from the beginning on; figures only grow, so that any two of them tell what was between. */
export interface VoiceTotals {
  /** All that was heard, speech or not; s. */
  readonly heardS: number;
  /** Speech and the pauses inside of a turn, up to `turnPauseS` each; s. */
  readonly talkS: number;
  /** Speech without pauses, with the gaps in words; s. */
  readonly speechS: number;
  /** Sum of mean square × s over `speechS`, full scale 1. */
  readonly energy: number;
  readonly nuclei: number;
  /** Silences between two pieces of speech, from `pauseS` on. */
  readonly pauses: number;
  readonly pausedS: number;
  /** Silence until now; 0 while somebody speaks. */
  readonly silentS: number;
  readonly isSpeech: boolean;
}

type Totals = { -readonly [key in keyof VoiceTotals]: VoiceTotals[key] };

/** Shorter ones are closures and the breath between words. */
export const pauseS = 0.25;
/** Who is silent for longer has ended his turn: he listens, and that is not slow. */
export const turnPauseS = 1;
const hopS = 0.01;
const emptyPower = 1e-12;
/** Vowels have their energy here; below is the hum of the room, above are the hisses. */
const vowelLowHz = 300;
const vowelHighHz = 2_500;
const hissHz = 3_500;
/** Of loudness: hum and pops are not the voice. */
const humHz = 70;

/**
 * Measures one voice from its samples: loudness, speech and silence, pauses, syllables. Allocates nothing after it was
 * made, keeps no sample.
 */
export class VoiceMeter {
  readonly #hopLength: number;
  readonly #hum: Biquad;
  readonly #vowels: readonly [Biquad, Biquad, Biquad, Biquad];
  readonly #hiss: readonly [Biquad, Biquad];
  readonly #activity = new Activity();
  readonly #nuclei = new NucleiCounter();
  readonly #totals: Totals = {
    ...{ heardS: 0, talkS: 0, speechS: 0, energy: 0, nuclei: 0, pauses: 0, pausedS: 0, silentS: 0, isSpeech: false },
  };
  #inHop = 0;
  #power = 0;
  #vowelPower = 0;
  #hissPower = 0;
  /** Of the gap that is open: whether it belongs to the speech is known when it ends. */
  #gapPower = 0;
  #hasSpoken = false;

  /** @param sampleRate at least 16 000 */
  constructor(sampleRate: number) {
    this.#hopLength = Math.round(sampleRate * hopS);
    this.#hum = new Biquad('highPass', humHz, sampleRate);
    const low = (): Biquad => new Biquad('highPass', vowelLowHz, sampleRate);
    const high = (): Biquad => new Biquad('lowPass', vowelHighHz, sampleRate);
    this.#vowels = [low(), low(), high(), high()];
    this.#hiss = [new Biquad('highPass', hissHz, sampleRate), new Biquad('highPass', hissHz, sampleRate)];
  }

  /** One object for all the meter's life, always up to date: copy what is to be kept. */
  get totals(): VoiceTotals {
    return this.#totals;
  }

  /** @param samples mono, full scale ±1, any number of them */
  push(samples: Float32Array): void {
    const [lowA, lowB, highA, highB] = this.#vowels;
    const [hissA, hissB] = this.#hiss;
    for (const sample of samples) {
      const clean = this.#hum.next(sample);
      const vowel = highB.next(highA.next(lowB.next(lowA.next(sample))));
      const hiss = hissB.next(hissA.next(sample));
      this.#power += clean * clean;
      this.#vowelPower += vowel * vowel;
      this.#hissPower += hiss * hiss;
      this.#inHop += 1;
      if (this.#inHop === this.#hopLength) this.#endHop();
    }
  }

  #endHop(): void {
    const power = this.#power / this.#hopLength;
    this.#count(power);
    this.#nuclei.next(this.#vowelPower / this.#hopLength, this.#hissPower / this.#hopLength);
    this.#totals.nuclei = this.#nuclei.count;
    this.#inHop = 0;
    this.#power = 0;
    this.#vowelPower = 0;
    this.#hissPower = 0;
  }

  #count(power: number): void {
    const totals = this.#totals;
    const isLoud = this.#activity.next(10 * Math.log10(power + emptyPower));
    const { isSpeech } = this.#activity;
    totals.heardS += hopS;
    totals.isSpeech = isSpeech;
    if (isLoud && isSpeech) {
      if (totals.silentS > 0 && this.#hasSpoken) this.#endGap(totals.silentS);
      this.#gapPower = 0;
      this.#hasSpoken = true;
      totals.silentS = 0;
      this.#add(hopS, power * hopS);
      return;
    }
    this.#gapPower += power * hopS;
    totals.silentS += hopS;
  }

  #endGap(lastedS: number): void {
    const totals = this.#totals;
    if (lastedS < pauseS) return this.#add(lastedS, this.#gapPower);
    totals.pauses += 1;
    totals.pausedS += lastedS;
    if (lastedS <= turnPauseS) totals.talkS += lastedS;
  }

  #add(lastedS: number, energy: number): void {
    this.#totals.talkS += lastedS;
    this.#totals.speechS += lastedS;
    this.#totals.energy += energy;
  }
}
