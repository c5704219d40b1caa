import type { PhoneState } from '../features/softphone/phone-store.ts';
import type { DeskLine, HeadsetCommand } from '../telephony/sound/headset/headset-machine.ts';
import type { Stores } from './stores.ts';

/** The keys of the headset do what the keys of the desk do, and its lights show what the desk shows. */
export function wireHeadset({ headset, phone }: Pick<Stores, 'headset' | 'phone'>): void {
  const deeds: Record<HeadsetCommand, () => void> = {
    answer: phone.actions.answer,
    hangUp: phone.actions.hangUp,
    // Only sent where they change something.
    mute: phone.actions.toggleMute,
    unmute: phone.actions.toggleMute,
    toggleHold: phone.actions.toggleHold,
  };
  headset.subscribe((event) => {
    if (event.type === 'pressed') deeds[event.command]();
  });
  phone.subscribe((state, before) => {
    if (state.calls !== before.calls) headset.show(lineOf(state));
  });
}

function lineOf({ calls }: PhoneState): DeskLine {
  const talking = calls.flatMap(({ state }) => ('isMuted' in state && state.kind !== 'wrapUp' ? [state] : []));
  return {
    isRinging: calls.some(({ state }) => state.kind === 'ringing'),
    isTalking: talking.length > 0,
    isMuted: talking.some(({ isMuted }) => isMuted),
    isHeld: talking.length > 0 && talking.every(({ kind }) => kind === 'held' || kind === 'holding'),
  };
}
