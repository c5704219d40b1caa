import { describe, expect, it } from 'vitest';
import {
  findDevice,
  newsBetween,
  type AudioDevice,
  type DevicesInUse,
  type FoundDevice,
} from '../../../../../src/renderer/telephony/sound/find-device.ts';

const headset: AudioDevice = { kind: 'input', id: 'a', label: 'Headset H1' };
const webcam: AudioDevice = { kind: 'input', id: 'b', label: 'Webcam' };

describe('a chosen device', () => {
  it('is the one with its id, whatever it is called now', () => {
    expect(findDevice({ id: 'b', label: 'Headset H1' }, [headset, webcam])).toEqual({
      kind: 'chosen',
      id: 'b',
      label: 'Webcam',
    });
  });

  it('is found by its label where its id changed', () => {
    expect(findDevice({ id: 'old', label: 'Headset H1' }, [webcam, headset])).toEqual({
      kind: 'chosen',
      id: 'a',
      label: 'Headset H1',
    });
  });

  it('is missing where neither is there', () => {
    expect(findDevice({ id: 'old', label: 'Headset H2' }, [headset, webcam])).toEqual({
      kind: 'missing',
      label: 'Headset H2',
    });
    expect(findDevice({ id: 'old', label: '' }, [headset])).toEqual({ kind: 'missing', label: '' });
  });

  it('is believed to be there while the browser names nothing', () => {
    const choice = { id: 'a', label: 'Headset H1' };
    for (const unnamed of [[], [{ kind: 'input', id: '', label: '' }]] as const) {
      expect(findDevice(choice, unnamed)).toEqual({ kind: 'chosen', ...choice });
    }
  });

  it('is the system’s own where nothing was chosen', () => {
    expect(findDevice(null, [headset])).toEqual({ kind: 'system' });
  });
});

describe('what the agent is told of devices that come and go', () => {
  const system: FoundDevice = { kind: 'system' };
  const use = (microphone: FoundDevice): DevicesInUse => ({
    inputs: [],
    outputs: [],
    microphone,
    speaker: system,
    ringing: system,
  });
  const chosen = use({ kind: 'chosen', id: 'a', label: 'H1' });
  const missing = use({ kind: 'missing', label: 'H1' });
  const lost = { type: 'deviceLost', role: 'microphone', label: 'H1' };

  it('a chosen device that went away, once', () => {
    expect(newsBetween(chosen, missing)).toEqual([lost]);
    expect(newsBetween(missing, missing)).toEqual([]);
  });

  it('and that it is back', () => {
    expect(newsBetween(missing, chosen)).toEqual([{ type: 'deviceReturned', role: 'microphone', label: 'H1' }]);
  });

  it('nothing of his own choices, but that the chosen one is not there', () => {
    expect(newsBetween(chosen, use(system))).toEqual([]);
    expect(newsBetween(missing, use(system))).toEqual([]);
    expect(newsBetween(missing, use({ kind: 'chosen', id: 'b', label: 'H2' }))).toEqual([]);
    expect(newsBetween(missing, use({ kind: 'missing', label: 'H2' }))).toEqual([{ ...lost, label: 'H2' }]);
  });
});
