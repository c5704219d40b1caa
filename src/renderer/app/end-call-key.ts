import type { CallState } from '../../shared/call/call-state.ts';
import type { RolePlayStore, RolePlayStoreState } from '../features/role-play/role-play-parts.ts';

/**
 * What the key of hanging up does. Where the agent plays the caller it is that call: one that only rings here has a key of
 * its own to be refused with, and nobody hangs up on a real caller by ending his part.
 *
 * @param state of the call on the screen
 */
export function endCallDeed(
  rolePlay: RolePlayStore,
  state: CallState | undefined,
  endOwn: () => void,
): (() => void) | undefined {
  const played = isPlayingCaller(rolePlay.getState()) ? rolePlay.actions.hangUp : undefined;
  if (!state || state.kind === 'wrapUp') return played;
  return state.kind === 'ringing' ? (played ?? endOwn) : endOwn;
}

/** Of the one who plays the caller: his call is none of this desk's. */
export function isPlayingCaller({ play }: RolePlayStoreState): boolean {
  return (play.kind === 'ringing' || play.kind === 'talking') && play.part === 'caller';
}
