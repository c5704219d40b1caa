import type { DeskAudio } from './desk-audio.ts';

/** Several sounds sent to one far end as one stream. */
export interface Mix {
  readonly stream: MediaStream;
  close(): void;
}

export function createMix(audio: DeskAudio, sources: readonly MediaStream[]): Mix {
  const destination = new MediaStreamAudioDestinationNode(audio.context, { channelCount: 1 });
  const nodes = sources
    .filter((source) => source.getAudioTracks().length > 0)
    .map((mediaStream) => {
      const node = new MediaStreamAudioSourceNode(audio.context, { mediaStream });
      node.connect(destination);
      return node;
    });
  return {
    stream: destination.stream,
    close: () => {
      for (const node of nodes) node.disconnect();
      for (const track of destination.stream.getTracks()) track.stop();
    },
  };
}
