/** Sound that went through the machinery of a call and came back to this page. */
export interface LoopBack {
  readonly stream: MediaStream;
  close(): void;
}

/** No candidates without a network interface: then there is nothing to wait for. */
const connectMs = 2_000;

/** Sends a stream through codec and transport to a second end in this page; undefined where no two ends meet. */
export async function loopBack(source: MediaStream): Promise<LoopBack | undefined> {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const close = (): void => {
    near.close();
    far.close();
  };
  passCandidates(near, far);
  passCandidates(far, near);
  const connected = whenConnected(far);
  const received = new Promise<MediaStream>((resolve) => {
    far.addEventListener('track', ({ track }) => resolve(new MediaStream([track])));
  });
  for (const track of source.getAudioTracks()) near.addTrack(track, source);
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription as RTCSessionDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription as RTCSessionDescription);
  if (!(await connected)) {
    close();
    return undefined;
  }
  const stream = await received;
  // Chromium decodes what it received only where an element plays it.
  const pull = new Audio();
  pull.muted = true;
  pull.srcObject = stream;
  pull.play().catch(() => undefined);
  return {
    stream,
    close: () => {
      pull.srcObject = null;
      close();
    },
  };
}

function passCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) to.addIceCandidate(candidate).catch(() => undefined);
  });
}

function whenConnected(connection: RTCPeerConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), connectMs);
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState !== 'connected') return;
      clearTimeout(timer);
      resolve(true);
    });
  });
}
