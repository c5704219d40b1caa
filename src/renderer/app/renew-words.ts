import { isLive } from '../../shared/call/call-state.ts';
import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import type { PhraseStore } from '../features/phrases/phrase-store.ts';
import type { PhoneState, PhoneStore } from '../features/softphone/phone-store.ts';

/** New words of the centre come with the next call: whoever is in one keeps the version that he began it with. */
export function renewWords(
  desk: DeskApi,
  phone: Pick<PhoneStore, 'getState' | 'subscribe'>,
  phrases: PhraseStore,
): void {
  let isWaiting = false;
  desk.on('phrasesUpdated', () => {
    isWaiting = isInCall(phone.getState());
    if (!isWaiting) void phrases.getState().load();
  });
  phone.subscribe((state) => {
    if (!isWaiting || isInCall(state)) return;
    isWaiting = false;
    void phrases.getState().load();
  });
}

/** A record that is still open is no call: its words have been said. */
function isInCall({ calls }: PhoneState): boolean {
  return calls.some(({ state }) => isLive(state));
}
