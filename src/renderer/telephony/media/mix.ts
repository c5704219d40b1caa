import type { DeskAudio } from './desk-audio.ts';
import { createStreamSource } from './stream-source.ts';

/** Several sounds sent to one far end as one stream. */
export interface Mix {
  readonly stream: MediaStream;
  close(): void;
}

export function createMix(audio: DeskAudio, sources: readonly MediaStream[]): Mix {
  const destination = new MediaStreamAudioDestinationNode(audio.context, { channelCount: 1 });
  const followed = sources.map((stream) => createStreamSource(audio.context, stream));
  for (const { node } of followed) node.connect(destination);
  return {
    stream: destination.stream,
    close: () => {
      for (const source of followed) source.close();
      for (const track of destination.stream.getTracks()) track.stop();
    },
  };
}
