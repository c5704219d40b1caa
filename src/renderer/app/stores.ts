import type { StoreApi } from 'zustand/vanilla';
import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { showLanguages } from '../i18n/language-names.ts';
import { createNotices } from '../client/ring-notice/create-notices.ts';
import type { NoticePort } from '../client/ring-notice/notice-port.ts';
import { createCareStore, type CareStore } from '../features/care/care-store.ts';
import { createCoachStore, type CoachStore } from '../features/coach/coach-store.ts';
import { createCustomerStore, type CustomerStore } from '../features/customer/customer-store.ts';
import { createHistoryStore, type HistoryStore } from '../features/history/history-store.ts';
import { createKnowledgeStore, type KnowledgeStore } from '../features/knowledge/knowledge-store.ts';
import { createMarkStore, type MarkStore } from '../features/knowledge/mark-store.ts';
import { createFinderStore, type FinderStore } from '../features/phrases/line-finder.ts';
import { createRefusedDecisionStore, type RefusedDecisionStore } from '../features/packs/refused-decision-store.ts';
import { createNoticeStore, type NoticeStore } from '../features/notices/notice-store.ts';
import { createPrompterStore, type PrompterStore } from '../features/phrases/prompter-store.ts';
import { createPhraseStore, type PhraseStore } from '../features/phrases/phrase-store.ts';
import { createProcedureStore, type ProcedureStore } from '../features/procedures/procedure-store.ts';
import { createSessionStore, type SessionStore } from '../features/session/session-store.ts';
import { linkAgentState, type AgentStateLink } from '../features/softphone/agent-state-link.ts';
import { linkFeatureCodes, type FeatureCodeLink } from '../features/softphone/feature-code-link.ts';
import { createCallTroubleStore, type CallTroubleStore } from '../features/softphone/call-trouble-store.ts';
import { createLeftCalls, type LeftCallsStore } from '../features/softphone/left-calls.ts';
import { createDialLinks, type DialLinkStore } from '../features/softphone/dial-link-store.ts';
import { createColleagueStore, type ColleagueStore } from '../features/softphone/colleague-store.ts';
import { createLeaderStore, type LeaderStore } from '../features/softphone/leader-store.ts';
import { createLineAlarmStore, type LineAlarmStore } from '../features/softphone/line-alarm-store.ts';
import { createConnectionTests, type ConnectionTestStore } from '../features/setup/connection-tests.ts';
import { createProfileStore, type ProfileStore } from '../features/setup/profile-store.ts';
import { showPhone } from '../features/softphone/shown-phone.ts';
import { createSetupStore, type SetupStore } from '../features/setup/setup-store.ts';
import { createOwnerStore, guardActions, type OwnerStore } from '../features/softphone/owner-store.ts';
import { createPhoneStore, type PhoneStore } from '../features/softphone/phone-store.ts';
import { createWrapUpClocks, type WrapUpClockStore } from '../features/softphone/wrap-up-clocks.ts';
import { createSoundStore, type SoundStore } from '../features/sound/sound-store.ts';
import { createOutboxStore, type OutboxStore } from '../features/sync-status/outbox-store.ts';
import { createSyncStore, type SyncStore } from '../features/sync-status/sync-store.ts';
import { createTaskStore, type TaskStore } from '../features/tasks/task-store.ts';
import { createTeamStore, type TeamStore } from '../features/tickets/team-store.ts';
import { createTeamFileStore, type TeamFileStore } from '../features/tickets/team-file-store.ts';
import { createTeamTextStore, type TeamTextStore } from '../features/tickets/team-text-store.ts';
import { createAdditionStore, type AdditionStore } from '../features/tickets/addition-store.ts';
import { createTicketBook, type TicketBookStore } from '../features/tickets/ticket-book-store.ts';
import { createTicketStore, type TicketStore } from '../features/tickets/ticket-store.ts';
import { ownPhone } from '../telephony/owner/owned-phone.ts';
import type { PhonePort } from '../telephony/port.ts';
import type { CoachEar } from '../telephony/coach/coach-ear.ts';
import type { HeadsetPort } from '../telephony/sound/headset/headset-port.ts';
import type { MessagePlayer } from '../telephony/sound/message-player.ts';
import type { QualityMonitor } from '../telephony/sound/quality-monitor.ts';
import type { SoundPort } from '../telephony/sound/sound-port.ts';
import type { VoiceRecorder } from '../telephony/sound/voice-recorder.ts';
import { createTelephony } from '../telephony/create-telephony.ts';
import { recordedLines } from './recorded-lines.ts';
import { renewWords } from './renew-words.ts';
import { prepareFinder } from './phrase-finder.ts';
import { guardEnd } from './end-guard.ts';
import { createGlobalKeys, type GlobalKeyStore } from './global-keys.ts';
import { createSmallWindow, type SmallWindowStore } from './small-window/small-window-store.ts';
import { keepAdherence } from './keep-adherence.ts';
import { createLeaving, type Leaving } from './leaving.ts';
import { alarmTasks } from './task-alarm.ts';
import { createTrainingStores, type TrainingStores } from './training-stores.ts';

export interface Stores extends TrainingStores {
  readonly desk: DeskApi;
  readonly phonePort: PhonePort;
  readonly soundPort: SoundPort;
  readonly qualityMonitor: QualityMonitor;
  readonly recorder: VoiceRecorder;
  readonly messages: MessagePlayer;
  readonly headset: HeadsetPort;
  readonly ear: CoachEar;
  readonly session: SessionStore;
  readonly phone: PhoneStore;
  readonly agentState: AgentStateLink;
  readonly featureCodes: FeatureCodeLink;
  readonly owner: OwnerStore;
  readonly leaving: StoreApi<Leaving>;
  readonly callTrouble: CallTroubleStore;
  readonly wrapUpClocks: WrapUpClockStore;
  readonly leftCalls: LeftCallsStore;
  readonly dialLinks: DialLinkStore;
  readonly colleagues: ColleagueStore;
  readonly leaders: LeaderStore;
  readonly lineAlarm: LineAlarmStore;
  readonly phrases: PhraseStore;
  readonly finder: FinderStore;
  readonly prompter: PrompterStore;
  readonly knowledge: KnowledgeStore;
  readonly marks: MarkStore;
  readonly procedures: ProcedureStore;
  readonly tasks: TaskStore;
  readonly tickets: TicketStore;
  readonly ticketBook: TicketBookStore;
  readonly additions: AdditionStore;
  readonly team: TeamStore;
  readonly teamText: TeamTextStore;
  readonly teamFiles: TeamFileStore;
  readonly customers: CustomerStore;
  readonly sync: SyncStore;
  readonly outbox: OutboxStore;
  readonly notices: NoticeStore;
  readonly refusedDecisions: RefusedDecisionStore;
  readonly sound: SoundStore;
  readonly coach: CoachStore;
  readonly care: CareStore;
  readonly profiles: ProfileStore;
  readonly setup: SetupStore;
  readonly connectionTests: ConnectionTestStore;
  readonly history: HistoryStore;
  readonly notifier: NoticePort;
  readonly smallWindow: SmallWindowStore;
  readonly globalKeys: GlobalKeyStore;
}

/** Made once per page, outside of React: the phone must outlive every render. */
export function createStores(desk: DeskApi): Stores {
  const telephony = createTelephony({
    knock: async (server) => {
      const answer = await desk.invoke('calls:knock', { server });
      return answer.ok ? answer.value.reach : 'unknown';
    },
    recorded: recordedLines(desk),
  });
  const { phone: line, practice: callers, ringer, audio, clock, sound: soundPort, quality, headset } = telephony;
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
  const channel = new BroadcastChannel('tashi-desk-phone');
  const isInCall = (): boolean => own.getState().calls.length > 0;
  const owned = ownPhone({ phone: line, practice: callers, locks: navigator.locks, channel, isInCall });
  const { phone: phonePort, practice, owner } = owned;
  const own = createPhoneStore({ phone: phonePort, desk, ringer, now, after: clock.after });
  const phrases = createPhraseStore(desk);
  prepareFinder(phrases);
  renewWords(desk, own, phrases);
  const guarded = guardActions(own.actions, owner);
  const phone = Object.assign(own, { actions: guardEnd(guarded, own.getState, () => phrases.getState().book) });
  keepAdherence({ phone, phrases });
  const hasPhone = (): boolean => owner.state().kind === 'owning';
  const alert = (): void => {
    if (hasPhone()) ringer.alert();
  };
  const tasks = createTaskStore(desk);
  const remind = (): void => {
    if (hasPhone()) ringer.remind();
  };
  alarmTasks({ tasks, phone, sound: remind, now, after: clock.after });
  const session = createSessionStore(desk, showLanguages);
  const setup = createSetupStore(desk);
  const tickets = createTicketStore(desk, now);
  const customers = createCustomerStore(desk, now);
  const additions = createAdditionStore(desk);
  const leaving = createLeaving({
    desk,
    isInCall: () => hasPhone() && isInCall(),
    save: () => {
      for (const texts of [tickets.getState(), customers.getState(), additions.drafts]) void texts.flush();
    },
    hangUp: phonePort.stop,
    close: () => window.close(),
  });
  const training = createTrainingStores({ desk, telephony, practice, phone, session, now, hasPhone });
  const exit = {
    goTo: (address: string) => {
      location.replace(address);
    },
    reload: () => {
      location.reload();
    },
  };
  return {
    ...training,
    desk,
    notifier: createNotices(desk),
    smallWindow: createSmallWindow(desk, () => session.getState().bootstrap?.shell === 'electron'),
    globalKeys: createGlobalKeys(),
    phonePort,
    qualityMonitor: quality,
    recorder: telephony.recorder,
    messages: telephony.messages,
    headset,
    ear: telephony.ear,
    soundPort,
    session,
    phone: showPhone(phone, { after: clock.after, isHidden: () => document.hidden }),
    agentState: linkAgentState(phone, desk, hasPhone),
    featureCodes: linkFeatureCodes({ phone, port: phonePort, hasPhone, now, after: clock.after }),
    owner: createOwnerStore(phone, owner, channel),
    leaving,
    callTrouble: createCallTroubleStore(phonePort),
    wrapUpClocks: createWrapUpClocks({ phone, now, after: clock.after }),
    leftCalls: createLeftCalls({ desk, phone, subscribe: phonePort.subscribe, now, after: clock.after }),
    dialLinks: createDialLinks({
      owner,
      channel: new BroadcastChannel('tashi-desk-dial'),
      onAsked: () => customers.getState().close(),
    }),
    colleagues: createColleagueStore(desk),
    leaders: createLeaderStore({ desk, mark: phone.actions.markScript, now }),
    lineAlarm: createLineAlarmStore({ phone, now, sound: alert }),
    phrases,
    finder: createFinderStore(),
    prompter: createPrompterStore(() => performance.now()),
    knowledge: createKnowledgeStore(desk),
    marks: createMarkStore(desk),
    procedures: createProcedureStore(desk),
    tasks,
    tickets,
    ticketBook: createTicketBook(desk, now),
    additions,
    team: createTeamStore(desk),
    teamText: createTeamTextStore(desk),
    teamFiles: createTeamFileStore(desk),
    customers,
    sync: createSyncStore(desk),
    outbox: createOutboxStore(desk),
    notices: createNoticeStore(desk),
    refusedDecisions: createRefusedDecisionStore(desk),
    sound: createSoundStore({ sound: soundPort, quality, headset, desk }),
    coach: createCoachStore(telephony.ear),
    care: createCareStore(desk, now),
    setup,
    profiles: createProfileStore(desk, exit),
    connectionTests: createConnectionTests({ desk, setup, sound: soundPort }),
    history: createHistoryStore(desk, now),
  };
}
