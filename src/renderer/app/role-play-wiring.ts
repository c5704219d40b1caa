import { isAnswered } from '../../shared/call/call-state.ts';
import { isOpen, type DeskCalls } from '../../shared/call/desk-calls.ts';
import { scoreSheet } from '../../shared/training/score-sheet.ts';
import { createRolePlayStore } from '../features/role-play/role-play-store.ts';
import type { RolePlayStore, RolePlayStoreParts } from '../features/role-play/role-play-parts.ts';
import { ownExam } from './exam-wiring.ts';
import type { DrillState } from '../features/training/drill-store.ts';
import type { Stores } from './stores.ts';

export type AroundRolePlay = Pick<Stores, 'phone' | 'practice' | 'practiceFile' | 'drills' | 'exams' | 'session'>;
type Own = Pick<RolePlayStoreParts, 'desk' | 'line' | 'now' | 'after' | 'hasPhone'>;

/** The role-play of this desk, with what it has to know of the rest. */
export function createRolePlayOf(around: AroundRolePlay, own: Own): RolePlayStore {
  const { phone, practice, practiceFile, drills, exams, session } = around;
  const isTested = (): boolean => ownExam({ exams, session }) !== undefined;
  const isReading = (): boolean => ['opening', 'reading'].includes(drills.getState().stage);
  return createRolePlayStore({
    ...own,
    scenarioOf: (id) => practice.getState().scenarios.find((scenario) => scenario.id === id),
    iceServers: () => {
      const { config } = phone.getState();
      return config?.kind === 'ws' ? config.iceServers : [];
    },
    isBusy: () => phone.getState().calls.length > 0 || isReading() || isTested() || isAtExam(drills.getState()),
    hasLiveCall: () => hasLiveCall(phone.getState().desk),
    onMarked: (callId, marks, by) => void practiceFile.actions.mark(callId, { marks, listener: by }),
  });
}

/** Whoever sets or judges a test there would lose what is typed with the sheet. */
function isAtExam({ isOpen: isThere, pane }: Pick<DrillState, 'isOpen' | 'pane'>): boolean {
  return isThere && pane === 'exam';
}

/** Somebody of the centre's is on the line, or about to be; who only rings can wait. */
function hasLiveCall({ legs }: DeskCalls): boolean {
  return legs.some((leg) => !leg.facts.isPractice && (isAnswered(leg) || isOpen(leg)));
}

/** Ties the role-play to the calls of this desk: a real one goes first, and the trainee's sheet is told to the colleague. */
export function wireRolePlay({ rolePlay, phone, practice, drills }: Stores): void {
  phone.subscribe(({ desk }, before) => {
    const { play } = rolePlay.getState();
    if (desk === before.desk || play.kind === 'idle' || play.kind === 'closed' || !hasLiveCall(desk)) return;
    if (play.kind === 'invited') rolePlay.actions.answer('busy');
    else rolePlay.actions.end('liveCall');
  });
  // As with a ring: what asks the agent is not to stand behind a sheet.
  rolePlay.subscribe(({ play }, before) => {
    if (play.kind === 'invited' && before.play.kind !== 'invited') drills.actions.close();
  });
  practice.subscribe(({ callers }, before) => {
    const { play } = rolePlay.getState();
    if (play.kind !== 'over' || play.part !== 'agent') return;
    const caller = callers.find(({ scenario }) => scenario.id === play.scenarioId);
    if (!caller || caller.state.kind !== 'idle' || before.callers.includes(caller)) return;
    const sheet = scoreSheet(caller.facts, caller.scenario);
    const { legs } = phone.getState().desk;
    const leg = legs.findLast(({ facts }) => facts.isPractice && facts.number === caller.scenario.caller.number);
    if (sheet && leg) rolePlay.actions.sheet({ callId: leg.facts.callId, score: sheet.score });
  });
}
