import type { ScenarioLine } from '../../../shared/domain/scenario.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import { loadSound } from '../media/load-sound.ts';

type Line = ScenarioLine;

export interface CallerVoice {
  /** What the caller says; to be sent to the desk. */
  readonly stream: MediaStream;
  /** Fetches and decodes the sounds. Never rejects: a sound that is not there becomes a tone. */
  prepare(lines: readonly Line[]): Promise<void>;
  hasSound(line: Line): boolean;
  /** Calls back once when said; never after `hush`. */
  say(line: Line, onOver: () => void): void;
  hush(): void;
  close(): void;
}

/** @param soundBase URL of the folder of the sound files, with its slash at the end */
export function createCallerVoice(audio: DeskAudio, soundBase: string): CallerVoice {
  const { context } = audio;
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  const sounds = new Map<string, AudioBuffer>();
  let stopSaying: () => void = () => undefined;

  const load = async (file: string): Promise<void> => {
    const sound = await loadSound(audio, `${soundBase}${encodeURIComponent(file)}`);
    if (sound) sounds.set(file, sound);
  };
  const bufferOf = (line: Line) => (line.sound === undefined ? undefined : sounds.get(line.sound));

  const hush = (): void => {
    stopSaying();
    stopSaying = () => undefined;
  };

  return {
    stream: destination.stream,
    prepare: async (lines) => {
      const files = new Set(lines.flatMap((line) => line.sound ?? []));
      await Promise.all([...files].map(load));
    },
    hasSound: (line) => bufferOf(line) !== undefined,
    say: (line, onOver) => {
      hush();
      audio.wake();
      const buffer = bufferOf(line) ?? renderTone(context.sampleRate, line.toneMs);
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
