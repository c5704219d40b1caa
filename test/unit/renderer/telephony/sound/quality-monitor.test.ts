import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../../../src/renderer/telephony/clock/clock.ts';
import type { PhoneEvent } from '../../../../../src/renderer/telephony/port.ts';
import {
  createQualityMonitor,
  type QualityEvent,
} from '../../../../../src/renderer/telephony/sound/quality-monitor.ts';
import type { MediaStats } from '../../../../../src/shared/call/media-stats.ts';
import { callIdSchema } from '../../../../../src/shared/ids.ts';

const callId = callIdSchema.parse('0190a5b0-0000-7000-8000-000000000001');

describe('the monitor of a call’s quality', () => {
  let now: number;
  let due: (() => void)[];
  let emit: (event: PhoneEvent) => void;
  let seen: QualityEvent[];
  /** Packets and losses of each second to come; undefined: nothing can be measured. */
  let weather: { packets: number; lost: number } | undefined;
  let counted: { packets: number; lost: number };

  beforeEach(() => {
    now = 0;
    due = [];
    seen = [];
    weather = { packets: 50, lost: 0 };
    counted = { packets: 0, lost: 0 };
    const clock: Clock = {
      now: () => now,
      after: (_ms, callback) => {
        due.push(callback);
        return () => (due = due.filter((one) => one !== callback));
      },
      onGap: () => () => undefined,
    };
    const stats = (): Promise<MediaStats | undefined> => {
      if (!weather) return Promise.resolve(undefined);
      counted = { packets: counted.packets + weather.packets, lost: counted.lost + weather.lost };
      const played = counted.packets * 160;
      const received = { ...counted, discarded: 0, jitterMs: 1, played, waitedMs: played * 40 };
      return Promise.resolve({ at: now, received });
    };
    const phone = {
      stats,
      subscribe: (listener: typeof emit) => {
        emit = listener;
        return () => undefined;
      },
    };
    createQualityMonitor(phone, clock).subscribe((event) => seen.push(event));
  });

  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      for (const callback of due.splice(0)) callback();
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
  }
  const last = () => seen.at(-1) as Extract<QualityEvent, { type: 'qualityChanged' }>;

  it('follows a path that turns bad and good again, and adds the call up', async () => {
    emit({ type: 'callConnected', callId, at: 0 });
    await pass(5);
    expect(last().sample?.heard).toMatchObject({ loss: 0 });
    expect(last().warnings).toEqual([]);
    weather = { packets: 40, lost: 10 };
    await pass(9);
    expect(last().sample?.heard?.loss).toBeCloseTo(0.2);
    expect(last().warnings).toEqual(['agentHearsBadly']);
    weather = { packets: 50, lost: 0 };
    await pass(11);
    expect(last().warnings).toEqual([]);
    emit({ type: 'callEnded', callId, reason: 'agentHungUp', at: now });
    const summary = { mos: expect.any(Number) as number, worstMos: expect.any(Number) as number };
    expect(seen.at(-1)).toMatchObject({ type: 'qualityEnded', callId, summary });
    expect(due).toEqual([]);
  });

  it('asks nothing of a call on hold, and does not take its silence for trouble', async () => {
    emit({ type: 'callConnected', callId, at: 0 });
    await pass(4);
    emit({ type: 'callHeld', callId, at: now });
    expect(last()).toMatchObject({ sample: undefined, warnings: [] });
    const [held, asked] = [seen.length, counted.packets];
    await pass(5);
    expect([seen.length, counted.packets]).toEqual([held, asked]);
    // The gap itself is not measured: the first sample spans what came after it.
    weather = { packets: 50, lost: 0 };
    emit({ type: 'callResumed', callId, at: now });
    await pass(3);
    expect(last()).toMatchObject({ warnings: [], sample: { heard: { loss: 0 } } });
    emit({ type: 'callHeld', callId, at: now });
    emit({ type: 'callEnded', callId, reason: 'callerHungUp', at: now });
    expect(seen.at(-1)).toMatchObject({ type: 'qualityEnded', summary: { loss: 0 } });
  });

  it('leaves a call that is cut off to those who say so, and begins anew when it is back and not on hold', async () => {
    emit({ type: 'callConnected', callId, at: 0 });
    await pass(3);
    weather = { packets: 0, lost: 0 };
    emit({ type: 'mediaLost', callId, at: now });
    emit({ type: 'callHeld', callId, at: now });
    const asked = counted.packets;
    await pass(5);
    emit({ type: 'mediaBack', callId, at: now });
    weather = { packets: 50, lost: 0 };
    await pass(5);
    expect(last()).toMatchObject({ sample: undefined, warnings: [] });
    expect(counted.packets).toBe(asked);
    emit({ type: 'callResumed', callId, at: now });
    await pass(3);
    expect(last()).toMatchObject({ warnings: [], sample: { heard: { loss: 0 }, isSilent: false } });
  });

  it('says nothing of a call that can’t be measured', async () => {
    weather = undefined;
    emit({ type: 'callConnected', callId, at: 0 });
    await pass(5);
    expect(seen).toEqual([]);
    emit({ type: 'callEnded', callId, reason: 'agentHungUp', at: now });
    expect(seen).toEqual([{ type: 'qualityEnded', callId, summary: undefined }]);
  });
});
