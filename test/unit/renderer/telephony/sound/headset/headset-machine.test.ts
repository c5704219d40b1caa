import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  followLine,
  lightsOf,
  pressKeys,
  quietLine,
  restingHeadset,
  type DeskLine,
  type HeadsetCommand,
  type HeadsetKeys,
  type HeadsetState,
} from '../../../../../../src/renderer/telephony/sound/headset/headset-machine.ts';

const ringing: DeskLine = { ...quietLine, isRinging: true };
const talking: DeskLine = { ...quietLine, isTalking: true };
const state = (isOn: boolean) => ({ isOn, isState: true });
const press = (isOn: boolean) => ({ isOn, isState: false });

/** Commands of each step: a change of the line, or a report; a second between steps. */
function run(...steps: (DeskLine | HeadsetKeys)[]): string[] {
  let headset = restingHeadset;
  return steps.flatMap((step, second) => {
    const at = second * 1000;
    if ('isRinging' in step) {
      headset = followLine(headset, step, at);
      return [];
    }
    const next = pressKeys(headset, step, at);
    headset = next.state;
    return [...next.commands];
  });
}

describe('the keys of a headset', () => {
  it('answer by lifting, hang up by putting down', () => {
    expect(run(ringing, { hook: state(true) }, talking, { hook: state(false) })).toEqual(['answer', 'hangUp']);
    const [on, off] = [{ hook: press(true) }, { hook: press(false) }];
    expect(run(ringing, on, off, talking, on, off)).toEqual(['answer', 'hangUp']);
  });

  it('mute and unmute, by press or by state', () => {
    const muted = { ...talking, isMuted: true };
    const [on, off] = [{ mute: press(true) }, { mute: press(false) }];
    expect(run(talking, on, off, muted, on, off)).toEqual(['mute', 'unmute']);
    expect(run(talking, { mute: state(true) }, muted, { mute: state(false) })).toEqual(['mute', 'unmute']);
  });

  it('hold by flash, and reject or end by drop', () => {
    const [on, off] = [press(true), press(false)];
    expect(run(talking, { flash: on }, { flash: off }, { flash: on })).toEqual(['toggleHold', 'toggleHold']);
    expect(run(ringing, { drop: on }, { drop: off }, talking, { drop: on })).toEqual(['hangUp', 'hangUp']);
  });

  it('do nothing where nobody is on the line, nor while they stay down', () => {
    const all = { hook: state(true), mute: press(true), flash: press(true), drop: press(true) };
    expect(run(all, all, { hook: state(false), mute: press(false), flash: press(false), drop: press(false) })).toEqual(
      [],
    );
    expect(run(talking, { flash: press(true) }, { flash: press(true) })).toEqual(['toggleHold']);
  });

  it('never end a call by a report that only says where the hook has been all along', () => {
    expect(run(talking, { hook: state(false), mute: press(true) })).toEqual(['mute']);
  });

  it('are not believed when they only mirror the desk', () => {
    // Answered with the mouse: the light goes on, and the headset says that it is off the hook now.
    expect(run(talking, { hook: state(true) }, quietLine, { hook: state(false) })).toEqual([]);
    expect(run(talking, { ...talking, isMuted: true }, { mute: state(true) })).toEqual([]);
    const at = (ms: number) =>
      pressKeys(followLine(restingHeadset, { ...talking, isMuted: true }, 0), { mute: press(true) }, ms);
    expect(at(200).commands).toEqual([]);
    expect(at(400).commands).toEqual(['unmute']);
  });

  it('settle: whatever headset and desk do, mirrored lights never give another command', () => {
    const keys = fc.record<HeadsetKeys>(
      {
        hook: fc.boolean().map(state),
        mute: fc.oneof(fc.boolean().map(state), fc.boolean().map(press)),
        flash: fc.boolean().map(press),
      },
      { requiredKeys: [] },
    );
    const lines = fc.record({
      isRinging: fc.boolean(),
      isTalking: fc.boolean(),
      isMuted: fc.boolean(),
      isHeld: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(keys, lines), { maxLength: 30 }), (steps) => {
        let headset: HeadsetState = restingHeadset;
        let at = 0;
        const obey = (commands: readonly HeadsetCommand[]): void => {
          for (const command of commands) headset = followLine(headset, afterCommand(headset.line, command), at);
        };
        for (const step of steps) {
          at += 1000;
          if ('isRinging' in step) headset = followLine(headset, step, at);
          else {
            const pressed = pressKeys(headset, step, at);
            headset = pressed.state;
            obey(pressed.commands);
          }
          const lights = lightsOf(headset.line);
          const mirrored = pressKeys(headset, { hook: state(lights.offHook), mute: state(lights.mute) }, at + 10);
          expect(mirrored.commands).toEqual([]);
          headset = mirrored.state;
        }
      }),
    );
  });
});

function afterCommand(line: DeskLine, command: HeadsetCommand): DeskLine {
  switch (command) {
    case 'answer':
      return { ...line, isRinging: false, isTalking: true };
    case 'hangUp':
      return quietLine;
    case 'mute':
    case 'unmute':
      return { ...line, isMuted: command === 'mute' };
    case 'toggleHold':
      return { ...line, isHeld: !line.isHeld };
  }
}
