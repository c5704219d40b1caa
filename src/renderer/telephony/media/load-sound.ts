import type { SoundSource } from '../port.ts';
import type { DeskAudio } from './desk-audio.ts';

/** Undefined where there is no such sound, or it can't be read. */
export async function loadSound(audio: DeskAudio, source: SoundSource): Promise<AudioBuffer | undefined> {
  try {
    // Decoding takes the bytes away.
    if (typeof source !== 'string') return await audio.context.decodeAudioData(source.slice().buffer);
    const response = await fetch(source);
    return response.ok ? await audio.context.decodeAudioData(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
