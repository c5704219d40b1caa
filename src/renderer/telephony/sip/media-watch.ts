import type { Session } from 'sip.js';
import type { Clock } from '../clock/clock.ts';

export interface MediaListener {
  onLost(): void;
  onBack(): void;
}

/** A path that flickers is mended by the browser itself. */
const patienceMs = 2_000;

/**
 * Follows whether sound can get through to the far end, by what the browser hears of it on the path. Returns the stop.
 * Nothing is watched where the sound does not travel by WebRTC.
 */
export function watchMedia(session: Session, clock: Clock, listener: MediaListener): () => void {
  const { peerConnection } = (session.sessionDescriptionHandler ?? {}) as { peerConnection?: RTCPeerConnection };
  if (!peerConnection) return () => undefined;
  let isLost = false;
  let cancel: () => void = () => undefined;
  const lost = (): void => {
    if (isLost) return;
    isLost = true;
    listener.onLost();
  };
  const look = (): void => {
    cancel();
    const { connectionState } = peerConnection;
    if (connectionState === 'failed') lost();
    else if (connectionState === 'disconnected') cancel = clock.after(patienceMs, lost);
    else if (connectionState === 'connected' && isLost) {
      isLost = false;
      listener.onBack();
    }
  };
  peerConnection.addEventListener('connectionstatechange', look);
  look();
  return () => {
    cancel();
    peerConnection.removeEventListener('connectionstatechange', look);
  };
}
