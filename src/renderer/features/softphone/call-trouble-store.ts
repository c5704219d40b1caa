import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallId } from '../../../shared/ids.ts';
import type { PhonePort } from '../../telephony/port.ts';

/** Outages that a call lives through. */
export interface CallTrouble {
  readonly isSignallingLost: boolean;
  readonly isMediaLost: boolean;
}

export type CallTroubleStore = StoreApi<Readonly<Partial<Record<CallId, CallTrouble>>>>;

const none: CallTrouble = { isSignallingLost: false, isMediaLost: false };

/** Holds only the calls that have had any. */
export function createCallTroubleStore(phone: PhonePort): CallTroubleStore {
  const store: CallTroubleStore = createStore(() => ({}));
  const change = (callId: CallId, news: Partial<CallTrouble>): void =>
    store.setState((calls) => ({ [callId]: { ...(calls[callId] ?? none), ...news } }));
  phone.subscribe((event) => {
    switch (event.type) {
      case 'signallingLost':
      case 'signallingBack':
        return change(event.callId, { isSignallingLost: event.type === 'signallingLost' });
      case 'mediaLost':
      case 'mediaBack':
        return change(event.callId, { isMediaLost: event.type === 'mediaLost' });
      case 'callEnded':
        return store.setState(({ [event.callId]: _ended, ...others }) => others, true);
      default:
        return;
    }
  });
  return store;
}
