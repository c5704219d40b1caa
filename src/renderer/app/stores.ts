import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { createCustomerStore, type CustomerStore } from '../features/customer/customer-store.ts';
import { createHistoryStore, type HistoryStore } from '../features/history/history-store.ts';
import { createKnowledgeStore, type KnowledgeStore } from '../features/knowledge/knowledge-store.ts';
import { createNoticeStore, type NoticeStore } from '../features/notices/notice-store.ts';
import { createPhraseStore, type PhraseStore } from '../features/phrases/phrase-store.ts';
import { createSessionStore, type SessionStore } from '../features/session/session-store.ts';
import { linkAgentState, type AgentStateLink } from '../features/softphone/agent-state-link.ts';
import { createCallTroubleStore, type CallTroubleStore } from '../features/softphone/call-trouble-store.ts';
import { createLineAlarmStore, type LineAlarmStore } from '../features/softphone/line-alarm-store.ts';
import { createConnectionTests, type ConnectionTestStore } from '../features/setup/connection-tests.ts';
import { createProfileStore, type ProfileStore } from '../features/setup/profile-store.ts';
import { createSetupStore, type SetupStore } from '../features/setup/setup-store.ts';
import { createPhoneStore, type PhoneStore } from '../features/softphone/phone-store.ts';
import { createPracticeStore, type PracticeStore } from '../features/softphone/practice-store.ts';
import { createSoundStore, type SoundStore } from '../features/sound/sound-store.ts';
import { createSyncStore, type SyncStore } from '../features/sync-status/sync-store.ts';
import { createTicketStore, type TicketStore } from '../features/tickets/ticket-store.ts';
import type { PhonePort } from '../telephony/port.ts';
import type { SoundPort } from '../telephony/sound/sound-port.ts';
import { createTelephony } from '../telephony/create-telephony.ts';

export interface Stores {
  readonly desk: DeskApi;
  readonly phonePort: PhonePort;
  readonly soundPort: SoundPort;
  readonly session: SessionStore;
  readonly phone: PhoneStore;
  readonly agentState: AgentStateLink;
  readonly callTrouble: CallTroubleStore;
  readonly lineAlarm: LineAlarmStore;
  readonly practice: PracticeStore;
  readonly phrases: PhraseStore;
  readonly knowledge: KnowledgeStore;
  readonly tickets: TicketStore;
  readonly customers: CustomerStore;
  readonly sync: SyncStore;
  readonly notices: NoticeStore;
  readonly sound: SoundStore;
  readonly profiles: ProfileStore;
  readonly setup: SetupStore;
  readonly connectionTests: ConnectionTestStore;
  readonly history: HistoryStore;
}

/** Made once per page, outside of React: the phone must outlive every render. */
export function createStores(desk: DeskApi): Stores {
  const { phone: phonePort, practice, ringer, audio, clock, sound: soundPort } = createTelephony();
  // A browser keeps a page silent until it is touched: from the first key or click on, even the first call rings.
  for (const touch of ['keydown', 'pointerdown']) {
    window.addEventListener(
      touch,
      () => {
        audio.wake();
      },
      { once: true },
    );
  }
  const now = (): number => Date.now();
  const phone = createPhoneStore({ phone: phonePort, desk, ringer, now, after: clock.after });
  const setup = createSetupStore(desk);
  const exit = {
    goTo: (address: string) => {
      location.replace(address);
    },
    reload: () => {
      location.reload();
    },
  };
  return {
    desk,
    phonePort,
    soundPort,
    session: createSessionStore(desk),
    phone,
    agentState: linkAgentState(phone, desk),
    callTrouble: createCallTroubleStore(phonePort),
    lineAlarm: createLineAlarmStore({ phone, now, sound: ringer.alert }),
    practice: createPracticeStore({ practice, desk }),
    phrases: createPhraseStore(desk),
    knowledge: createKnowledgeStore(desk),
    tickets: createTicketStore(desk, now),
    customers: createCustomerStore(desk, now),
    sync: createSyncStore(desk),
    notices: createNoticeStore(desk),
    sound: createSoundStore({ sound: soundPort, desk }),
    setup,
    profiles: createProfileStore(desk, exit),
    connectionTests: createConnectionTests({ desk, setup, sound: soundPort }),
    history: createHistoryStore(desk, now),
  };
}
