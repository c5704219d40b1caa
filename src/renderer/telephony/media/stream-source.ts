/** What sounds in a stream, as a node. */
export interface StreamSource {
  readonly node: AudioNode;
  close(): void;
}

/**
 * Follows the stream from track to track: the browser's own node stays for ever with the track that it was made of, and
 * is silent when a new agreement on the path brings another one.
 */
export function createStreamSource(context: AudioContext, mediaStream: MediaStream): StreamSource {
  const node = new GainNode(context, { channelCount: 1 });
  let source: MediaStreamAudioSourceNode | undefined;
  const follow = (): void => {
    source?.disconnect();
    source = undefined;
    // One without a track can't be made.
    if (mediaStream.getAudioTracks().length === 0) return;
    source = new MediaStreamAudioSourceNode(context, { mediaStream });
    source.connect(node);
  };
  const changes = ['addtrack', 'removetrack'] as const;
  for (const change of changes) mediaStream.addEventListener(change, follow);
  follow();
  return {
    node,
    close: () => {
      for (const change of changes) mediaStream.removeEventListener(change, follow);
      source?.disconnect();
      node.disconnect();
    },
  };
}
