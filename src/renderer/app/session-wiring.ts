import { isAnswered } from '../../shared/call/call-state.ts';
import { legOf } from '../../shared/call/desk-calls.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { CallId } from '../../shared/ids.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import { wireCare } from './care-wiring.ts';
import { showCallersAnew } from './caller.ts';
import type { Stores } from './stores.ts';
import { wireCoach } from './coach-wiring.ts';
import { wireExams } from './exam-wiring.ts';
import { wireHeadset } from './headset-wiring.ts';
import { wirePractice } from './practice-wiring.ts';
import { wireRolePlay } from './role-play-wiring.ts';

/**
 * Follows the session, outside of React: signing in brings the phone on the line and fills the stores, signing out takes
 * it off. A session that comes back after a restart of the core is the same one, and the running call goes on.
 */
export function wireSession(stores: Stores): void {
  let signedIn: string | undefined;

  /** What an earlier page of this session left open has nobody to tell its end; what another window holds has. */
  function lookForLeft(): void {
    if (stores.owner.getState().ownership.kind === 'owning') void stores.leftCalls.look();
    else stores.leftCalls.clear();
  }

  function enter(session: Session): void {
    signedIn = session.agent.agentNo;
    lookForLeft();
    void stores.phone.actions.signIn(session.phone);
    stores.agentState.begin(session.standing);
    void stores.practice.actions.load();
    void stores.practice.actions.staff();
    void stores.phrases.getState().load();
    void stores.notices.getState().load();
    void stores.tickets.getState().load();
    void stores.procedures.load();
    void stores.tasks.load();
    void stores.additions.actions.load();
    void stores.customers.getState().load();
    void stores.sync.getState().load();
    void stores.history.actions.loadDay();
    void stores.care.actions.load();
    void stores.colleagues.load();
    void stores.leaders.load();
    void stores.refusedDecisions.getState().load();
    // A demo has nobody who could test another.
    if (stores.session.getState().bootstrap?.profile.kind === 'live') void stores.exams.actions.load();
  }

  function leave(): void {
    signedIn = undefined;
    stores.rolePlay.actions.clear();
    stores.agentState.end();
    stores.leftCalls.clear();
    stores.colleagues.clear();
    stores.leaders.clear();
    void stores.phone.actions.signOut();
    stores.dialLinks.clear();
    stores.smallWindow.close();
    stores.procedures.clear();
    stores.tasks.clear();
    stores.tickets.getState().clear();
    stores.customers.getState().clear();
    stores.knowledge.getState().clear();
    stores.marks.clear();
    stores.practiceFile.actions.clear();
    stores.drills.actions.clear();
    stores.drillRecorder.clear();
    stores.trainingFile.actions.clear();
    stores.exams.actions.clear();
    stores.examSeries.actions.clear();
    stores.history.actions.clear();
    stores.care.actions.clear();
    stores.ticketBook.actions.clear();
    stores.additions.actions.clear();
    stores.outbox.actions.clear();
    stores.team.actions.clear();
    stores.teamText.actions.clear();
    stores.teamFiles.actions.clear();
  }

  function follow(session: Session | null): void {
    const next = session?.agent.agentNo;
    if (next === signedIn) return;
    if (signedIn !== undefined) leave();
    if (session) enter(session);
  }

  /** The agent works at another desk now: what is open here is kept, a running call goes on to its end. */
  async function giveWay(): Promise<void> {
    const { tickets, customers, marks, additions } = stores;
    const texts = [tickets.getState(), customers.getState(), marks, additions.drafts];
    await Promise.all(texts.map((each) => each.flush()));
    stores.phone.actions.setAgentState({ kind: 'OFFLINE' });
  }

  stores.session.subscribe((state, before) => {
    follow(state.session);
    if (state.session && state.error !== before.error && state.error?.code === 'auth.takenOver') void giveWay();
    if (state.bootstrap) stores.sound.actions.follow(state.settings.sound);
  });
  followScreen(stores);
  // Somebody corrected a caller, or made him known, at this desk or another.
  stores.desk.on('directoryUpdated', () => void showCallersAnew(stores));
  stores.qualityMonitor.subscribe((event) => {
    if (event.type === 'qualityEnded' && event.summary) stores.phone.actions.keepQuality(event.callId, event.summary);
  });
  wireHeadset(stores);
  wirePractice(stores);
  wireRolePlay(stores);
  wireCoach(stores);
  wireCare(stores);
  wireExams(stores);
  stores.desk.on('dialAsked', ({ link }) => {
    stores.dialLinks.follow(link);
  });
  stores.desk.onCore((state) => {
    if (state === 'attached' && signedIn !== undefined) {
      void stores.sync.getState().load();
      void stores.tickets.getState().flush();
      void stores.customers.getState().flush();
      void stores.marks.flush();
      void stores.additions.drafts.flush();
    }
  });
  stores.owner.subscribe((state, before) => {
    if (state.ownership === before.ownership || signedIn === undefined) return;
    lookForLeft();
    // The centre hears of the agent from the window that has the phone.
    stores.agentState.begin(undefined);
  });
}

/** A language chosen by hand and an open draft belong to one call: they come back with it when it is swapped in again. */
function followScreen({ phone, phrases, tickets, customers }: Stores): void {
  const chosen = new Map<CallId, CallerLanguage>();
  let shown: CallId | undefined;
  let talkedTo: CallId | undefined;
  phone.subscribe(({ desk }) => {
    const next = desk.onScreen;
    const leg = legOf(desk, next);
    // A call that only rings takes nothing from under the agent's fingers.
    if (leg && isAnswered(leg) && next !== undefined && next !== talkedTo) {
      talkedTo = next;
      tickets.getState().showDraftOf(next);
      customers.getState().close();
    }
    if (next === shown) return;
    const language = phrases.getState().chosen;
    if (shown !== undefined && language) chosen.set(shown, language);
    for (const callId of chosen.keys()) if (!legOf(desk, callId)) chosen.delete(callId);
    phrases.getState().choose(next === undefined ? undefined : chosen.get(next));
    shown = next;
    // Who calls is seen at once, beside what is being written of another until he is answered; that is kept as a draft.
    if (next !== undefined && customers.getState().view !== 'form') customers.getState().close();
  });
}
