/** What a test recording is like, so that the agent need not judge his own voice. */
export type Verdict = 'good' | 'silent' | 'tooLow' | 'clipping';

export interface Heard {
  readonly verdict: Verdict;
  /** Of the loudest quarter of the recording, which is where somebody spoke; dBFS, at most 0, −100 for nothing at all. */
  readonly speechDb: number;
}

const frameS = 0.02;
/** Share of the frames that speech takes at least: people pause. */
const speechShare = 0.25;
const nothingDb = -100;
/** A room and a cable without a voice stay below this. */
const silentDb = -52;
/** Speech over a headset lies between −35 and −18 dBFS; below this a caller turns up his phone. */
const lowDb = -38;
const clippedLevel = 0.97;
/** Single loud samples are no harm: a clipped voice has hundreds of them in every second. */
const clippedShare = 0.002;

/** @param samples mono, full scale ±1 */
export function judgeRecording(samples: Float32Array, sampleRate: number): Heard {
  const speechDb = loudestDb(samples, Math.max(1, Math.round(frameS * sampleRate)));
  const clipped = samples.reduce((count, sample) => count + (Math.abs(sample) >= clippedLevel ? 1 : 0), 0);
  return { verdict: verdictOf(speechDb, samples.length === 0 ? 0 : clipped / samples.length), speechDb };
}

function verdictOf(speechDb: number, clipped: number): Verdict {
  if (speechDb < silentDb) return 'silent';
  if (clipped > clippedShare) return 'clipping';
  return speechDb < lowDb ? 'tooLow' : 'good';
}

function loudestDb(samples: Float32Array, frame: number): number {
  const powers: number[] = [];
  for (let from = 0; from + frame <= samples.length; from += frame) {
    const part = samples.subarray(from, from + frame);
    powers.push(part.reduce((sum, sample) => sum + sample * sample, 0) / frame);
  }
  const loudest = powers.sort((a, b) => b - a).slice(0, Math.ceil(powers.length * speechShare));
  const power = loudest.reduce((sum, one) => sum + one, 0) / Math.max(1, loudest.length);
  return power === 0 ? nothingDb : Math.min(0, Math.max(nothingDb, 10 * Math.log10(power)));
}
