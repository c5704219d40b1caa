import { expect, test } from 'vitest';
import { endCallDeed } from '../../../../src/renderer/app/end-call-key.ts';
import type { RolePlayStore } from '../../../../src/renderer/features/role-play/role-play-parts.ts';
import type { CallState } from '../../../../src/shared/call/call-state.ts';

const played = (): void => undefined;
const own = (): void => undefined;
const stateOf = (kind: CallState['kind']): CallState => ({ kind }) as CallState;

function playing(kind: string, part: 'agent' | 'caller'): RolePlayStore {
  return { getState: () => ({ play: { kind, part } }), actions: { hangUp: played } } as unknown as RolePlayStore;
}

test('ends the call that is played, and never refuses whoever rings beside it', () => {
  for (const kind of ['ringing', 'talking']) {
    const rolePlay = playing(kind, 'caller');
    for (const state of [undefined, stateOf('ringing'), stateOf('wrapUp')]) {
      expect(endCallDeed(rolePlay, state, own)).toBe(played);
    }
    expect(endCallDeed(rolePlay, stateOf('talking'), own)).toBe(own);
  }
});

test('is the desk’s own call where nothing is played, or the agent is the one who is called', () => {
  for (const rolePlay of [playing('idle', 'caller'), playing('ready', 'caller'), playing('ringing', 'agent')]) {
    expect(endCallDeed(rolePlay, stateOf('ringing'), own)).toBe(own);
    expect(endCallDeed(rolePlay, stateOf('talking'), own)).toBe(own);
    expect(endCallDeed(rolePlay, stateOf('wrapUp'), own)).toBeUndefined();
    expect(endCallDeed(rolePlay, undefined, own)).toBeUndefined();
  }
});
