import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { gatherSoon } from '../../../../src/renderer/telephony/sip/gather-soon.ts';

const candidate = { candidate: 'candidate:1 1 udp 2122260223 192.0.2.1 5000 typ host' } as RTCIceCandidate;

describe('a path that needs no servers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function gathering() {
    let ended = 0;
    const take = gatherSoon({ iceGatheringComplete: () => (ended += 1) });
    return { take: (found: RTCIceCandidate | null) => take({ candidate: found }), ended: () => ended };
  }

  test('is described once no further address has come for a moment', () => {
    const { take, ended } = gathering();
    take(candidate);
    vi.advanceTimersByTime(14);
    take(candidate);
    vi.advanceTimersByTime(14);
    expect(ended()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(ended()).toBe(1);
  });

  test('waits for the browser where no address came at all', () => {
    const { ended } = gathering();
    vi.advanceTimersByTime(10_000);
    expect(ended()).toBe(0);
  });

  test('is left to the browser when it is done sooner', () => {
    const { take, ended } = gathering();
    take(candidate);
    take(null);
    vi.advanceTimersByTime(10_000);
    expect(ended()).toBe(0);
  });

  test('is looked for to the end when it is sought anew', () => {
    const { take, ended } = gathering();
    take(candidate);
    vi.advanceTimersByTime(15);
    take(null);
    take(candidate);
    vi.advanceTimersByTime(10_000);
    expect(ended()).toBe(1);
  });
});
