import type { MediaStats } from '../../../shared/call/media-stats.ts';

type Entry = Readonly<Record<string, unknown>>;

/** What a WebRTC connection has counted, from the names of the W3C's statistics into those of the desk. */
export async function readStats(connection: RTCPeerConnection): Promise<MediaStats> {
  const report = await connection.getStats();
  const entries: Entry[] = [];
  report.forEach((entry: Entry) => entries.push(entry));
  return statsOf(entries, Date.now());
}

/** @param at UTC epoch ms */
export function statsOf(entries: readonly Entry[], at: number): MediaStats {
  const ofType = (type: string) => entries.filter((entry) => entry['type'] === type && entry['kind'] !== 'video');
  // A renegotiation may leave an older stream behind.
  const inbound = ofType('inbound-rtp').sort((a, b) => lastPacketOf(b) - lastPacketOf(a))[0];
  const remote = ofType('remote-inbound-rtp').sort((a, b) => numberOf(b, 'timestamp') - numberOf(a, 'timestamp'))[0];
  const codec = entries.find((entry) => entry['type'] === 'codec' && entry['id'] === inbound?.['codecId']);
  const roundTripMs = roundTripOf(remote, ofType('candidate-pair'));
  return {
    at,
    ...(typeof codec?.['mimeType'] === 'string' && { codec: codec['mimeType'].replace(/^audio\//i, '') }),
    ...(inbound && numberOf(inbound, 'packetsReceived') > 0 && { received: receivedOf(inbound) }),
    ...(remote && { reported: reportedOf(remote) }),
    ...(roundTripMs !== undefined && { roundTripMs }),
  };
}

function receivedOf(inbound: Entry): NonNullable<MediaStats['received']> {
  return {
    packets: numberOf(inbound, 'packetsReceived'),
    lost: numberOf(inbound, 'packetsLost'),
    discarded: numberOf(inbound, 'packetsDiscarded'),
    jitterMs: numberOf(inbound, 'jitter') * 1000,
    played: numberOf(inbound, 'jitterBufferEmittedCount'),
    waitedMs: numberOf(inbound, 'jitterBufferDelay') * 1000,
  };
}

function reportedOf(remote: Entry): NonNullable<MediaStats['reported']> {
  return {
    at: numberOf(remote, 'timestamp'),
    loss: numberOf(remote, 'fractionLost'),
    jitterMs: numberOf(remote, 'jitter') * 1000,
  };
}

function roundTripOf(remote: Entry | undefined, pairs: readonly Entry[]): number | undefined {
  const pair = pairs.find((one) => one['nominated'] === true && one['state'] === 'succeeded');
  const seconds = remote?.['roundTripTime'] ?? pair?.['currentRoundTripTime'];
  return typeof seconds === 'number' ? seconds * 1000 : undefined;
}

function lastPacketOf(inbound: Entry): number {
  return numberOf(inbound, 'lastPacketReceivedTimestamp');
}

function numberOf(entry: Entry, name: string): number {
  const value = entry[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
