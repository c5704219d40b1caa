/** What the library's handler lets others say about its candidates. */
export interface Gatherer {
  /** Goes on with the candidates there are by now; nothing where it does not wait for any. */
  iceGatheringComplete(): void;
}

/** Longer than from one network card's candidate to the next one's; they are all asked at once. */
const quietMs = 15;

/**
 * For a path without STUN or TURN servers: the desk's own addresses are all there a moment after the first, while the
 * browser goes on for 50 ms and more, looking for what only such servers could tell. An address that comes later is
 * learnt by the far end from the first check that is sent from it (RFC 8445, 7.3.1.3).
 *
 * Only where the path is looked for the first time: one that is sought anew is sought because networks come and go.
 *
 * @returns what to tell every candidate, as `onicecandidate` brings it
 */
export function gatherSoon(gatherer: Gatherer): (event: Pick<RTCPeerConnectionIceEvent, 'candidate'>) => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return ({ candidate }) => {
    if (isOver) return;
    clearTimeout(timer);
    if (candidate === null) isOver = true;
    else {
      timer = setTimeout(() => {
        isOver = true;
        gatherer.iceGatheringComplete();
      }, quietMs);
    }
  };
}
