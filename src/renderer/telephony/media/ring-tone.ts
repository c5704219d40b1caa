import type { DeskSound } from '../../../shared/call/desk-calls.ts';
import type { DeskAudio } from './desk-audio.ts';

export interface RingTone {
  /** Instead of whatever sounds now. */
  start(sound: DeskSound): void;
  stop(): void;
}

interface Tune {
  readonly cycleS: number;
  readonly gain: number;
  /** [start, length, frequencies in Hz] */
  readonly notes: readonly (readonly [number, number, readonly number[]])[];
}

const tunes: Readonly<Record<DeskSound, Tune>> = {
  // Two short double notes, then quiet.
  ring: {
    cycleS: 4,
    gain: 0.25,
    notes: [
      [0, 0.35, [587, 740]],
      [0.45, 0.55, [587, 880]],
    ],
  },
  // Beside a voice in the headset: one soft note, seldom.
  callWaiting: { cycleS: 6, gain: 0.05, notes: [[0, 0.25, [440]]] },
  // What the country's exchanges play: a second on, four off.
  ringback: { cycleS: 5, gain: 0.08, notes: [[0, 1, [450]]] },
};

/** What the desk sounds like, made on the spot; loops inside the audio engine, so a hidden page rings in time. */
export function createRingTone(audio: DeskAudio): RingTone {
  const rendered = new Map<DeskSound, AudioBuffer>();
  let playing: { source: AudioBufferSourceNode; gain: GainNode } | undefined;
  const stop = (): void => {
    playing?.source.stop();
    playing?.gain.disconnect();
    playing = undefined;
  };
  return {
    start: (sound) => {
      stop();
      const tune = tunes[sound];
      audio.wake();
      const { context } = audio;
      // Once: the caller's greeting would wait while it is made.
      const buffer = rendered.get(sound) ?? render(tune, context.sampleRate);
      rendered.set(sound, buffer);
      const source = new AudioBufferSourceNode(context, { buffer, loop: true });
      const gain = new GainNode(context, { gain: tune.gain });
      source.connect(gain).connect(context.destination);
      source.start();
      playing = { source, gain };
    },
    stop,
  };
}

function render({ cycleS, notes }: Tune, sampleRate: number): AudioBuffer {
  const buffer = new AudioBuffer({ length: cycleS * sampleRate, sampleRate });
  const samples = buffer.getChannelData(0);
  for (const [start, length, frequencies] of notes) {
    const from = Math.floor(start * sampleRate);
    const count = Math.floor(length * sampleRate);
    for (let i = 0; i < count; i += 1) {
      const t = i / sampleRate;
      // Soft edges: a hard one is heard as a click in a headset.
      const edge = Math.min(1, t / 0.02, (length - t) / 0.12);
      const wave = frequencies.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * t), 0) / frequencies.length;
      samples[from + i] = (samples[from + i] ?? 0) + wave * Math.max(0, edge);
    }
  }
  return buffer;
}
