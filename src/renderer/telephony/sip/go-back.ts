import { directionOf, flowOf, readDirection, type Direction } from '../media/direction.ts';

/**
 * Takes a connection back to what both ends agreed on last. The far end hears nothing of it.
 *
 * Not by a rollback alone: after one Chromium sends nothing and plays nothing any more, though everything looks as
 * before. Our own offer is answered here, in the words of the far end's last description, and then the old directions
 * are agreed on in the same way. A rollback is left for where the path itself changed.
 */
export async function goBack(connection: RTCPeerConnection): Promise<void> {
  const { signalingState, currentLocalDescription, currentRemoteDescription, pendingLocalDescription } = connection;
  const rollback = { type: 'rollback' } as const;
  const directions = connection.getTransceivers().map(({ currentDirection }) => currentDirection);
  if (signalingState === 'have-remote-offer') await connection.setRemoteDescription(rollback);
  if (!currentLocalDescription || !currentRemoteDescription) return;
  const theirs = asAnswer(currentRemoteDescription.sdp, currentLocalDescription.sdp);
  if (signalingState === 'have-local-offer') {
    const offered = pendingLocalDescription?.sdp ?? '';
    if (pathOf(offered) === pathOf(currentLocalDescription.sdp)) await answerSelf(connection, theirs, offered);
    else await connection.setLocalDescription(rollback);
  }
  connection.getTransceivers().forEach((transceiver, index) => {
    const before = directions[index];
    if (before && before !== 'stopped') transceiver.direction = before;
  });
  const offer = await connection.createOffer();
  await connection.setLocalDescription(offer);
  await answerSelf(connection, theirs, offer.sdp ?? '');
}

async function answerSelf(connection: RTCPeerConnection, theirs: string, offered: string): Promise<void> {
  const mine = flowOf(readDirection(offered));
  const { canSend, canReceive } = flowOf(readDirection(theirs));
  const direction = directionOf({ canSend: canSend && mine.canReceive, canReceive: canReceive && mine.canSend });
  await connection.setRemoteDescription({ type: 'answer', sdp: withDirection(theirs, direction) });
}

/** What may have been an offer, as the answer that would have led to the same: who begins with DTLS is left open in one. */
function asAnswer(sdp: string, theOther: string): string {
  const role = /^a=setup:active\s*$/m.test(theOther) ? 'passive' : 'active';
  return sdp.replaceAll(/^a=setup:actpass(?=\s*$)/gm, `a=setup:${role}`);
}

function withDirection(sdp: string, direction: Direction): string {
  return sdp.replaceAll(/^a=(sendrecv|sendonly|recvonly|inactive)(?=\s*$)/gm, `a=${direction}`);
}

/** A new one comes with every ICE restart. */
function pathOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}
