import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import type { DeskAudio } from '../media/desk-audio.ts';
import type { Microphone } from '../media/microphone.ts';
import { judgeRecording, type Heard } from './heard.ts';
import { loopBack } from './loop-back.ts';

export interface TestReport extends Heard {
  /** Over codec and transport as in a call, or straight from the microphone where this page can't call itself. */
  readonly way: 'webRtc' | 'direct';
}

export type TestStage = 'recording' | 'playing';

const recordMs = 3_000;

/**
 * A call to oneself: three seconds of the agent's voice as a caller would hear it, then played to him. The recording
 * stays in the memory of this page and is gone with the call.
 * @param isOver ends the call early; what it answers then says nothing
 */
export async function runTestCall(
  { audio, microphone }: { readonly audio: DeskAudio; readonly microphone: Microphone },
  onStage: (stage: TestStage) => void,
  isOver: AbortSignal,
): Promise<Result<TestReport>> {
  audio.wake();
  const lease = await microphone.open();
  if (!lease.ok) return lease;
  const loop = await loopBack(lease.value.stream);
  try {
    onStage('recording');
    const recording = await record(loop?.stream ?? lease.value.stream, recordMs, isOver);
    const sound = await audio.context.decodeAudioData(recording);
    lease.value.release();
    onStage('playing');
    await play(audio.context, sound, isOver);
    return ok({ ...judgeRecording(sound.getChannelData(0), sound.sampleRate), way: loop ? 'webRtc' : 'direct' });
  } catch {
    // Nothing was recorded, or nothing of it can be read.
    return err(appError('phone.mediaFailed', 'user'));
  } finally {
    lease.value.release();
    loop?.close();
  }
}

async function record(stream: MediaStream, ms: number, isOver: AbortSignal): Promise<ArrayBuffer> {
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: 64_000 });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
  recorder.start();
  await wait(ms, isOver);
  recorder.stop();
  await stopped;
  return new Blob(parts).arrayBuffer();
}

async function play(context: AudioContext, buffer: AudioBuffer, isOver: AbortSignal): Promise<void> {
  if (isOver.aborted) return;
  const source = new AudioBufferSourceNode(context, { buffer });
  source.connect(context.destination);
  source.start();
  await wait(buffer.duration * 1000, isOver);
  source.stop();
  source.disconnect();
}

function wait(ms: number, isOver: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    isOver.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
    if (isOver.aborted) resolve();
  });
}
