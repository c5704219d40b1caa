import { expect, test } from 'vitest';
import { statsOf } from '../../../../../src/renderer/telephony/sound/read-stats.ts';

/** As Chromium 156 lists a call through rtpengine, cut to what is read. */
const entries = [
  { type: 'codec', id: 'CIT1', mimeType: 'audio/opus' },
  { type: 'codec', id: 'CIT2', mimeType: 'audio/PCMA' },
  { type: 'candidate-pair', nominated: false, state: 'succeeded', currentRoundTripTime: 0.9 },
  { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.002 },
  { type: 'inbound-rtp', kind: 'audio', codecId: 'CIT1', packetsReceived: 900, lastPacketReceivedTimestamp: 1000 },
  {
    ...{ type: 'inbound-rtp', kind: 'audio', codecId: 'CIT2', lastPacketReceivedTimestamp: 2000 },
    ...{ packetsReceived: 350, packetsLost: 12, packetsDiscarded: 2, jitter: 0.004 },
    ...{ jitterBufferDelay: 2400, jitterBufferEmittedCount: 40_000 },
  },
];
const received = { packets: 350, lost: 12, discarded: 2, jitterMs: 4, played: 40_000, waitedMs: 2_400_000 };

test('reads the stream that flows, its codec and the way to the relay', () => {
  expect(statsOf(entries, 5000)).toEqual({ at: 5000, codec: 'PCMA', received, roundTripMs: 2 });
});

test('takes the far end’s own report and round trip where there is one', () => {
  const remote = { type: 'remote-inbound-rtp', timestamp: 4000, fractionLost: 0.25, jitter: 0.01, roundTripTime: 0.08 };
  expect(statsOf([...entries, remote], 5000)).toMatchObject({
    reported: { at: 4000, loss: 0.25, jitterMs: 10 },
    roundTripMs: 80,
  });
});

test('knows nothing before the first packet, and of what is not as the standard says', () => {
  expect(statsOf([], 5000)).toEqual({ at: 5000 });
  const odd = { type: 'inbound-rtp', kind: 'audio', packetsReceived: 0, packetsLost: 'many', jitter: Number.NaN };
  expect(statsOf([odd], 5000)).toEqual({ at: 5000 });
});
