import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import type { Microphone } from '../media/microphone.ts';
import { monitorOf } from './microphone-monitor.ts';

/** A recording under way. */
export interface VoiceRecording {
  /** RMS of the last frame, 0–1. */
  level(): number;
  /** Settles when it was stopped or grew too long: WebM with Opus, or `phone.mediaFailed`. */
  readonly done: Promise<Result<Uint8Array>>;
  stop(): void;
}

/** The agent's own voice, kept: never that of a caller. */
export interface VoiceRecorder {
  /** Fails with `phone.microphoneDenied` or `phone.microphoneMissing`. */
  start(limits: { readonly ms: number; readonly bitsPerSecond: number }): Promise<Result<VoiceRecording>>;
  /**
   * Where calls are heard, from `fromMs` on until its end or until it is aborted; `onBegun` when it is heard. Fails with
   * `phone.soundMissing` for what can't be read.
   */
  play(
    sound: Uint8Array<ArrayBuffer>,
    isOver: AbortSignal,
    from?: { readonly fromMs: number; readonly onBegun: () => void },
  ): Promise<Result<void>>;
}

const mimeType = 'audio/webm;codecs=opus';

export function createVoiceRecorder({
  audio,
  microphone,
}: {
  readonly audio: DeskAudio;
  readonly microphone: Microphone;
}): VoiceRecorder {
  return {
    async start({ ms, bitsPerSecond }) {
      audio.wake();
      const monitor = monitorOf(audio);
      const lease = await microphone.open(monitor.listenTo);
      if (!lease.ok) return lease;
      const { stream, release } = lease.value;
      monitor.listenTo(stream);
      const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
      const parts: Blob[] = [];
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      const stop = (): void => {
        if (recorder.state !== 'inactive') recorder.stop();
      };
      const timer = setTimeout(stop, ms);
      const done = new Promise<Result<Uint8Array>>((resolve) => {
        recorder.addEventListener('error', () => resolve(err(appError('phone.mediaFailed', 'user'))), { once: true });
        recorder.addEventListener('stop', () => resolve(readAll(parts)), { once: true });
      });
      void done.then(() => {
        clearTimeout(timer);
        monitor.close();
        release();
      });
      recorder.start();
      return ok({ level: monitor.level, done, stop });
    },
    async play(sound, isOver, from) {
      audio.wake();
      const { context } = audio;
      try {
        // Decoding takes the bytes away.
        const buffer = await context.decodeAudioData(sound.slice().buffer);
        if (isOver.aborted) return ok(undefined);
        const source = new AudioBufferSourceNode(context, { buffer });
        source.connect(context.destination);
        const ended = new Promise((resolve) => source.addEventListener('ended', resolve, { once: true }));
        isOver.addEventListener('abort', () => source.stop(), { once: true });
        source.start(0, (from?.fromMs ?? 0) / 1000);
        from?.onBegun();
        await ended;
        source.disconnect();
        return ok(undefined);
      } catch {
        return err(appError('phone.soundMissing', 'none'));
      }
    },
  };
}

async function readAll(parts: readonly Blob[]): Promise<Result<Uint8Array>> {
  const bytes = new Uint8Array(await new Blob([...parts]).arrayBuffer());
  return bytes.length > 0 ? ok(bytes) : err(appError('phone.mediaFailed', 'user'));
}
