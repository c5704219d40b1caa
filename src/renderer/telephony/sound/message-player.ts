import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { DeskAudio } from '../media/desk-audio.ts';

/** What somebody said, ready to be heard. */
export interface OpenMessage {
  /** Its real length. */
  readonly seconds: number;
  /** Where it stands, seconds from its begin. */
  position(): number;
  isPlaying(): boolean;
  /** Resolves when it has come to its end, or was stopped: true at its end. Whatever else plays is stopped. */
  play(from: number): Promise<boolean>;
  stop(): void;
}

/** Plays messages where calls are heard, one at a time, and nothing by itself. */
export interface MessagePlayer {
  /** Fails with `phone.soundMissing` for what can't be read. */
  open(sound: Uint8Array<ArrayBuffer>): Promise<Result<OpenMessage>>;
}

export function createMessagePlayer(audio: DeskAudio): MessagePlayer {
  let stopCurrent = (): void => undefined;
  return {
    async open(sound) {
      try {
        // Decoding takes the bytes away.
        const buffer = await audio.context.decodeAudioData(sound.slice().buffer);
        return ok(
          openMessage(audio, buffer, (stop) => {
            stopCurrent();
            stopCurrent = stop;
          }),
        );
      } catch {
        return err(appError('phone.soundMissing', 'none'));
      }
    },
  };
}

function openMessage(audio: DeskAudio, buffer: AudioBuffer, takeOver: (stop: () => void) => void): OpenMessage {
  const { context } = audio;
  let stoodAt = 0;
  let playing: { readonly source: AudioBufferSourceNode; readonly since: number } | undefined;
  const position = (): number =>
    Math.min(buffer.duration, stoodAt + (playing ? context.currentTime - playing.since : 0));
  const isPlaying = (source: AudioBufferSourceNode): boolean => playing?.source === source;
  const stop = (): void => {
    if (!playing) return;
    stoodAt = position();
    const { source } = playing;
    playing = undefined;
    source.stop();
  };
  return {
    seconds: buffer.duration,
    position,
    isPlaying: () => playing !== undefined,
    stop,
    async play(from) {
      takeOver(stop);
      audio.wake();
      stoodAt = Math.max(0, Math.min(from, buffer.duration));
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      const ended = new Promise((resolve) => source.addEventListener('ended', resolve, { once: true }));
      playing = { source, since: context.currentTime };
      source.start(0, stoodAt);
      await ended;
      source.disconnect();
      if (!isPlaying(source)) return false;
      playing = undefined;
      stoodAt = 0;
      return true;
    },
  };
}
