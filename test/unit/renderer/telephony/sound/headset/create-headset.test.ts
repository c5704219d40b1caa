import { beforeEach, describe, expect, it } from 'vitest';
import { FakeHeadset, FakeHid } from '../../../../../fakes/fake-headset.ts';
import { createHeadset } from '../../../../../../src/renderer/telephony/sound/headset/create-headset.ts';
import { quietLine } from '../../../../../../src/renderer/telephony/sound/headset/headset-machine.ts';
import type { HeadsetPort } from '../../../../../../src/renderer/telephony/sound/headset/headset-port.ts';

const ringing = { ...quietLine, isRinging: true };
const talking = { ...quietLine, isTalking: true };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a headset on the desk', () => {
  let now: number;
  let bus: FakeHid;
  let device: FakeHeadset;
  let port: HeadsetPort;
  let pressed: string[];

  beforeEach(() => {
    now = 0;
    bus = new FakeHid();
    device = new FakeHeadset();
    pressed = [];
  });
  async function open(): Promise<void> {
    port = createHeadset(bus, () => now);
    port.subscribe((event) => {
      if (event.type === 'pressed') pressed.push(event.command);
    });
    await settled();
  }

  it('is none, and nothing breaks, without WebHID or without a headset', async () => {
    const without = createHeadset(undefined, () => 0);
    without.show(ringing);
    await without.connect();
    await without.close();
    expect(without.link()).toEqual({ kind: 'unsupported' });
    await open();
    port.show(ringing);
    await port.connect();
    expect(port.link()).toEqual({ kind: 'none' });
  });

  it('is chosen by the agent, shows the line, and its keys are heard', async () => {
    await open();
    port.show(ringing);
    bus.choice = device;
    await port.connect();
    expect(port.link()).toEqual({ kind: 'connected', name: 'Fake H1' });
    expect(device.sent).toEqual(['3:02']);
    device.report(0b1);
    expect(pressed).toEqual(['answer']);
    port.show(talking);
    port.show({ ...talking, isMuted: true });
    port.show({ ...talking, isMuted: true, isHeld: true });
    port.show({ ...talking, isMuted: true, isHeld: true });
    expect(device.sent).toEqual(['3:02', '3:01', '3:05', '3:0d']);
    now = 1000;
    device.report(0b101);
    device.report(0b001);
    device.report(0b1001);
    device.report(0b0001);
    device.report(0b0000);
    expect(pressed).toEqual(['answer', 'unmute', 'toggleHold', 'hangUp']);
  });

  it('is found by itself when it was chosen before, at the start and when it is plugged in', async () => {
    bus.plugged.push(device);
    await open();
    expect(port.link()).toEqual({ kind: 'connected', name: 'Fake H1' });
    bus.pullOut(device);
    expect(port.link()).toEqual({ kind: 'none' });
    port.show(ringing);
    expect(device.isListenedTo).toBe(false);
    const another = new FakeHeadset();
    bus.plugIn(another);
    await settled();
    expect(another.sent).toEqual(['3:02']);
  });

  it('makes way for the next when it is pulled out in a call', async () => {
    const second = new FakeHeadset();
    bus.plugged.push(device, second);
    await open();
    port.show(talking);
    expect(second.opened).toBe(false);
    bus.pullOut(device);
    await settled();
    expect(second.sent).toEqual(['3:01']);
    second.report(0b100);
    expect(pressed).toEqual([]);
    now = 1000;
    second.report(0b000);
    second.report(0b100);
    expect(pressed).toEqual(['mute']);
  });

  it('that mirrors what it is told is never taken for a pressed key', async () => {
    // Hook follows the off-hook light; mute comes as a press whenever its light changes.
    device.onSent = ([bits = 0]) => {
      const hook = bits & 1;
      if (bits & 4) device.report(hook | 4);
      device.report(hook);
    };
    bus.plugged.push(device);
    await open();
    for (const line of [
      ringing,
      talking,
      { ...talking, isMuted: true },
      talking,
      quietLine,
      ringing,
      talking,
      quietLine,
    ]) {
      now += 1000;
      port.show(line);
    }
    expect(pressed).toEqual([]);
    expect(device.sent).toHaveLength(9);
  });

  it('that can’t be opened is named, and the next choice counts', async () => {
    device.cantOpen = true;
    bus.plugged.push(device);
    await open();
    expect(port.link()).toEqual({ kind: 'failed', name: 'Fake H1' });
    bus.choice = new FakeHeadset();
    await port.connect();
    expect(port.link()).toMatchObject({ kind: 'connected' });
  });

  it('goes dark and is let go of in the end', async () => {
    bus.plugged.push(device);
    await open();
    port.show(talking);
    await port.close();
    expect(device.sent.at(-1)).toBe('3:00');
    expect([device.opened, device.isListenedTo]).toEqual([false, false]);
  });

  it('is no headset without the telephony page', async () => {
    device.collections = device.collections.slice(0, 1);
    bus.plugged.push(device);
    await open();
    expect(port.link()).toEqual({ kind: 'none' });
  });
});
