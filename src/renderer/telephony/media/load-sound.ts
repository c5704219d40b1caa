import type { DeskAudio } from './desk-audio.ts';

/** Undefined where there is no such sound, or it can't be read. */
export async function loadSound(audio: DeskAudio, url: string): Promise<AudioBuffer | undefined> {
  try {
    const response = await fetch(url);
    return response.ok ? await audio.context.decodeAudioData(await response.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}
