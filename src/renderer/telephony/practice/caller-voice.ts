import type { ScenarioLine } from '../../../shared/domain/scenario.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { loadSound } from '../media/load-sound.ts';

type Line = ScenarioLine;

export interface CallerVoice {
  /** What the caller says; to be sent to the desk. */
  readonly stream: MediaStream;
  /**
   * Decodes what was recorded of these lines, by their places, and fetches the sound files of the others. Never rejects: a
   * recording that can't be played gives way to the file, and a sound that is not there becomes a tone.
   */
  prepare(lines: readonly Line[], recorded: ReadonlyMap<number, Uint8Array<ArrayBuffer>>): Promise<void>;
  hasSound(line: Line): boolean;
  /** How long it takes to say, ms. */
  lengthOf(line: Line): number;
  /** Calls back once when said; never after `hush`. */
  say(line: Line, onOver: () => void): void;
  hush(): void;
  close(): void;
}

/** @param soundBase URL of the folder of the sound files, with its slash at the end */
export function createCallerVoice(audio: DeskAudio, soundBase: string): CallerVoice {
  const { context } = audio;
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  const sounds = new Map<Line, AudioBuffer>();
  let stopSaying: () => void = () => undefined;

  const load = async (line: Line, recorded: Uint8Array<ArrayBuffer> | undefined): Promise<void> => {
    const own = recorded && (await loadSound(audio, recorded));
    const sound = own ?? (line.sound && (await loadSound(audio, `${soundBase}${encodeURIComponent(line.sound)}`)));
    if (sound) sounds.set(line, sound);
  };

  const hush = (): void => {
    stopSaying();
    stopSaying = () => undefined;
  };

  return {
    stream: destination.stream,
    prepare: async (lines, recorded) => {
      await Promise.all(lines.map((line, place) => load(line, recorded.get(place))));
    },
    hasSound: (line) => sounds.has(line),
    lengthOf: (line) => Math.round((sounds.get(line)?.duration ?? line.toneMs / 1000) * 1000),
    say: (line, onOver) => {
      hush();
      audio.wake();
      const buffer = sounds.get(line) ?? renderTone(context.sampleRate, line.toneMs);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(destination);
      source.onended = onOver;
      stopSaying = () => {
        source.onended = null;
        source.stop();
        source.disconnect();
      };
      source.start();
    },
    hush,
    close: () => {
      hush();
      for (const track of destination.stream.getTracks()) track.stop();
    },
  };
}

/** Stands for a voice where nobody has recorded one: a quiet murmur in the rhythm of speech, four syllables a second. */
function renderTone(sampleRate: number, ms: number): AudioBuffer {
  const length = Math.ceil((ms / 1000) * sampleRate);
  const buffer = new AudioBuffer({ length, sampleRate });
  const samples = buffer.getChannelData(0);
  for (let i = 0; i < length; i += 1) {
    const t = i / sampleRate;
    const syllable = 0.35 + 0.65 * Math.sin(Math.PI * 4 * t) ** 2;
    const edge = Math.min(1, t / 0.03, (length - i) / sampleRate / 0.05);
    const wave = Math.sin(2 * Math.PI * 180 * t) + 0.4 * Math.sin(2 * Math.PI * 360 * t);
    samples[i] = 0.14 * syllable * edge * wave;
  }
  return buffer;
}
