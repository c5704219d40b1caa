/** What the agent hears of his calls, on a device of his choice. */
export interface Loudspeaker {
  /** Returns the stop. */
  play(stream: MediaStream): () => void;
  /** Moves what is playing as well; the system's own choice for the empty id and where the device is gone. */
  setDevice(id: string): Promise<void>;
}

export function createLoudspeaker(): Loudspeaker {
  const playing = new Set<HTMLAudioElement>();
  let deviceId = '';
  const route = async (element: HTMLAudioElement): Promise<void> => {
    if (element.sinkId === deviceId) return;
    await element.setSinkId(deviceId).catch(() => element.setSinkId('').catch(() => undefined));
  };
  return {
    play: (stream) => {
      const element = new Audio();
      element.srcObject = stream;
      element.autoplay = true;
      void route(element);
      // Refused only where the page was never touched, and then there was no answering either.
      element.play().catch(() => undefined);
      playing.add(element);
      return () => {
        playing.delete(element);
        element.pause();
        element.srcObject = null;
      };
    },
    setDevice: async (id) => {
      deviceId = id;
      await Promise.all([...playing].map(route));
    },
  };
}
