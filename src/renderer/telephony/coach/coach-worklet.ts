import { TwoVoices } from '../../../shared/coach/two-voices.ts';

/** What the audio thread has; the library of DOM types leaves it out. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Of a render quantum; nobody changes it. */
const longestBlock = 1_024;
const silent = new Float32Array(longestBlock);
const reportsPerS = 5;

/** In the audio thread: takes both sides of a call, hands on figures five times a second, keeps no sample and makes no sound. */
class CoachProcessor extends AudioWorkletProcessor {
  readonly #voices = new TwoVoices(sampleRate);
  #sinceReport = 0;

  process([mine, theirs]: readonly (readonly Float32Array[])[]): boolean {
    const own = mine?.[0];
    const other = theirs?.[0];
    const length = own?.length ?? other?.length ?? 128;
    // A side without a source has no channel: for that long it was silent.
    const quiet = silent.length === length ? silent : silent.subarray(0, length);
    this.#voices.push(own ?? quiet, other ?? quiet);
    this.#sinceReport += length;
    if (this.#sinceReport >= sampleRate / reportsPerS) {
      this.#sinceReport = 0;
      this.port.postMessage(this.#voices.heard());
    }
    return true;
  }
}

registerProcessor('coach', CoachProcessor);
