import { Biquad } from './filters.ts';

/**
 * The envelope is smoothed as loudness, not as power: the ear hears a nasal between two vowels as a gap although it has
 * half of their power. Steven's power law.
 */
const compression = 0.3;
/** Nobody says more than eight syllables in a second; slower movements of the envelope are syllables. */
const smoothHz = 10;
/** A peak stands out from the valleys at both of its sides by this much. */
const prominenceDb = 2;
/** Peaks further below the speaker's loudest vowel are breath, closures and what the room sends back. */
const belowLoudestDb = 22;
/** The loudest vowel is forgotten at 2 dB/s: a speaker leans back. */
const forgetDbPerHop = 0.02;
const quietestDb = -60;
/** Two vowels are at least this far apart. */
const apartHops = 7;
/** Below this share of low band in the sound it is a hiss, a key or a click, never a vowel. */
const voicedShare = 0.5;
const floorPower = 1e-12;

/**
 * Counts syllable nuclei in an envelope of one value per 10 ms: peaks with a valley at both sides, after de Jong & Wempe
 * (2009), but as the sound comes: a peak is known once the envelope has fallen behind it.
 */
export class NucleiCounter {
  readonly #smooth = new Biquad('lowPass', smoothHz, 100, 0.577);
  #count = 0;
  #hop = 0;
  #isRising = true;
  /** The highest point since the last valley, or the lowest since the last peak; dB. */
  #extreme = -200;
  #extremeAt = 0;
  /** Of the syllable so far, in the band of vowels and above it. */
  #power = 0;
  #highPower = 0;
  #lastAt = -apartHops;
  #loudest = -200;

  get count(): number {
    return this.#count;
  }

  /** @param power of the hop in the band of vowels, full scale 1; `highPower` in the band of hisses above it */
  next(power: number, highPower: number): void {
    const level = this.#levelOf(power);
    this.#loudest = Math.max(level, this.#loudest - forgetDbPerHop);
    this.#power += power;
    this.#highPower += highPower;
    if (this.#isRising) this.#climb(level);
    else this.#descend(level);
    this.#hop += 1;
  }

  #levelOf(power: number): number {
    const smoothed = Math.max(floorPower, this.#smooth.next(power ** compression));
    return (10 / compression) * Math.log10(smoothed);
  }

  #climb(level: number): void {
    if (level > this.#extreme) {
      this.#extreme = level;
      this.#extremeAt = this.#hop;
      return;
    }
    if (level > this.#extreme - prominenceDb) return;
    if (this.#isNucleus()) {
      this.#count += 1;
      this.#lastAt = this.#extremeAt;
    }
    this.#isRising = false;
    this.#extreme = level;
  }

  #descend(level: number): void {
    if (level < this.#extreme) {
      this.#extreme = level;
      this.#power = 0;
      this.#highPower = 0;
      return;
    }
    if (level < this.#extreme + prominenceDb) return;
    this.#isRising = true;
    this.#extreme = level;
    this.#extremeAt = this.#hop;
  }

  #isNucleus(): boolean {
    const isLoud = this.#extreme > quietestDb && this.#extreme > this.#loudest - belowLoudestDb;
    const isVoiced = this.#power >= voicedShare * (this.#power + this.#highPower);
    return isLoud && isVoiced && this.#extremeAt - this.#lastAt >= apartHops;
  }
}
