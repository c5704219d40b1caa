import { describe, expect, it } from 'vitest';
import { sampleBetween, type MediaStats } from '../../../../src/shared/call/media-stats.ts';
import { addSample, emptyTally, summaryOf, worsePath } from '../../../../src/shared/call/quality-summary.ts';

type Received = NonNullable<MediaStats['received']>;

function reading(second: number, received: Partial<Received>, rest: Partial<MediaStats> = {}): MediaStats {
  const { packets = 0 } = received;
  // At 8 kHz a packet of 20 ms is 160 samples; each waited 40 ms.
  const played = packets * 160;
  const all = { packets, lost: 0, discarded: 0, jitterMs: 3, played, waitedMs: played * 40, ...received };
  return { at: second * 1000, codec: 'PCMA', received: all, ...rest };
}

describe('a sample between two readings', () => {
  it('counts what was lost or came too late since the first', () => {
    const before = reading(0, { packets: 1000, lost: 500, discarded: 7 });
    const after = reading(4, { packets: 1180, lost: 516, discarded: 11 });
    const { heard, isSilent } = sampleBetween(before, after);
    expect(heard?.loss).toBeCloseTo(20 / 196, 6);
    expect(heard?.jitterMs).toBe(3);
    expect(heard?.mos).toBeLessThan(3.6);
    expect(isSilent).toBe(false);
  });

  it('takes a loss that was taken back for none', () => {
    expect(sampleBetween(reading(0, { lost: 3 }), reading(4, { packets: 200, lost: 1 })).heard?.loss).toBe(0);
  });

  it('forgets how long the buffer was before the first', () => {
    const slow = { packets: 3000, played: 480_000, waitedMs: 480_000 * 900 };
    const after = { packets: 3200, played: 512_000, waitedMs: slow.waitedMs + 32_000 * 40 };
    expect(sampleBetween(reading(0, {}), reading(60, slow)).heard?.mos).toBeLessThan(3.1);
    expect(sampleBetween(reading(60, slow), reading(64, after)).heard?.mos).toBeCloseTo(4.41, 2);
  });

  it('knows nothing of a path on which nothing arrived', () => {
    const before = reading(0, { packets: 50 });
    expect(sampleBetween(before, { ...before, at: 4000 })).toEqual({ at: 4000, isSilent: true });
    expect(sampleBetween({ at: 0 }, { at: 4000 })).toEqual({ at: 4000, isSilent: true });
    expect(sampleBetween({ at: 0 }, reading(1, { packets: 10 })).heard?.loss).toBe(0);
  });

  it('takes the far end at its word, as long as it speaks', () => {
    const reported = { at: 90_000, loss: 0.2, jitterMs: 30 };
    const after = reading(100, { packets: 10 }, { reported, roundTripMs: 60 });
    const { spoken, roundTripMs } = sampleBetween(reading(96, {}), after);
    expect(spoken).toMatchObject({ loss: 0.2, jitterMs: 30 });
    expect(roundTripMs).toBe(60);
    expect(sampleBetween(reading(96, {}), { ...after, reported: { ...reported, at: 70_000 } }).spoken).toBeUndefined();
  });

  it('is worse for a longer way', () => {
    const before = reading(0, {});
    const near = sampleBetween(before, reading(4, { packets: 200 }, { roundTripMs: 20 }));
    const far = sampleBetween(before, reading(4, { packets: 200 }, { roundTripMs: 900 }));
    expect(near.heard?.mos).toBeCloseTo(4.41, 2);
    expect(far.heard?.mos).toBeLessThan(3.3);
    expect(far.heard?.clarity).toBe(near.heard?.clarity);
  });
});

describe('the summary of a call', () => {
  const path = (mos: number, loss: number) => ({ mos, loss, jitterMs: 0, clarity: mos });

  it('is the mean and the worst of the worse direction', () => {
    const samples = [
      { at: 0, heard: path(4, 0.01), spoken: path(3, 0.1), roundTripMs: 40, isSilent: false },
      { at: 1, heard: path(4.4, 0), isSilent: false },
      { at: 2, isSilent: true },
    ];
    expect(samples.map(worsePath)).toEqual([path(3, 0.1), path(4.4, 0), undefined]);
    expect(summaryOf(samples.reduce(addSample, emptyTally))).toEqual({
      mos: 3.7,
      worstMos: 3,
      loss: 0.05,
      roundTripMs: 40,
    });
  });

  it('is not there for a call that could not be measured', () => {
    expect(summaryOf(emptyTally)).toBeUndefined();
  });
});
