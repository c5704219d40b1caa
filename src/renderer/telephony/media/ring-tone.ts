import type { DeskAudio } from './desk-audio.ts';

export interface RingTone {
  start(): void;
  stop(): void;
}

const cycleS = 4;
/** [start, length, frequencies in Hz]: two short double notes, then quiet. */
const notes: readonly (readonly [number, number, readonly number[]])[] = [
  [0, 0.35, [587, 740]],
  [0.45, 0.55, [587, 880]],
];

/** The ring of the desk, made on the spot; loops inside the audio engine, so a hidden page rings in time. */
export function createRingTone(audio: DeskAudio): RingTone {
  let rendered: AudioBuffer | undefined;
  let playing: { source: AudioBufferSourceNode; gain: GainNode } | undefined;
  const stop = (): void => {
    playing?.source.stop();
    playing?.gain.disconnect();
    playing = undefined;
  };
  return {
    start: () => {
      stop();
      audio.wake();
      const { context } = audio;
      // Once: the caller's greeting would wait while it is made.
      rendered ??= renderRing(context.sampleRate);
      const source = new AudioBufferSourceNode(context, { buffer: rendered, loop: true });
      const gain = new GainNode(context, { gain: 0.25 });
      source.connect(gain).connect(context.destination);
      source.start();
      playing = { source, gain };
    },
    stop,
  };
}

function renderRing(sampleRate: number): AudioBuffer {
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
