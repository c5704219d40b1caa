import type { AgentState } from '../../shared/call/agent-state.ts';
import { isAnswered, isLongCall, type CallState } from '../../shared/call/call-state.ts';
import { restNudge, type NudgeFacts } from '../../shared/care/rest-nudge.ts';
import { talkOfCall } from '../../shared/care/talk-stretches.ts';
import { nudgeLimits, talkLimitOf, type CareChoice } from '../../shared/domain/voice-care.ts';
import type { SessionState } from '../features/session/session-store.ts';
import type { Stores } from './stores.ts';
import { changePanel, panelChoiceOf } from './use-panel-choice.ts';

const untouched: CareChoice = {};

export function careChoiceOf(state: SessionState): CareChoice {
  return panelChoiceOf(state).care ?? untouched;
}

/** Kept on this machine, for this agent. */
export function changeCare(stores: Pick<Stores, 'session'>, change: CareChoice): void {
  changePanel(stores, { care: { ...careChoiceOf(stores.session.getState()), ...change } });
}

/** Minutes after which a talk at this desk counts as long; undefined where neither centre nor agent asks. */
export function talkLimitHere(state: SessionState): number | undefined {
  return talkLimitOf(careChoiceOf(state), state.session?.phone.calls.talkLimitMin);
}

/** Where nothing reminds of the time there is nothing to be spared of. */
export function canBeLong(state: CallState, limitMin: number | undefined): boolean {
  return isAnswered(state) && (limitMin !== undefined || isLongCall(state));
}

/** What was talked stays counted from the moment that its call leaves the desk. A demo counts its practice calls. */
export function wireCare({ care, phone, session }: Pick<Stores, 'care' | 'phone' | 'session'>): void {
  phone.subscribe(({ calls }, before) => {
    if (calls === before.calls) return;
    const isDemo = session.getState().bootstrap?.profile.kind === 'demo';
    const here = new Set(calls.map(({ state }) => state.facts.callId));
    const left = before.calls.filter(({ state: { facts } }) => !here.has(facts.callId) && facts.isPractice === isDemo);
    const talked = left.flatMap(({ state }) => talkOfCall(state, Date.now()));
    if (talked.length > 0) care.actions.noteTalk(talked);
  });
}

type NudgeStores = Pick<Stores, 'care' | 'phone' | 'session' | 'owner'>;

/** Whether the nudge to rest is there now; in the window that has the phone only. `now` in UTC epoch ms. */
export function nudgeNow({ care, phone, session, owner }: NudgeStores, now: number): ReturnType<typeof restNudge> {
  const { stretches, nudge, isLoaded } = care.getState();
  const { isNudged = true, nudgeAfterMin = nudgeLimits.usual } = careChoiceOf(session.getState());
  if (!isLoaded || !isNudged || owner.getState().ownership.kind !== 'owning') return 'none';
  const { agent, calls } = phone.getState();
  const isFree = calls.length === 0 && isAtWork(agent);
  const facts: NudgeFacts = { stretches, limitMs: nudgeAfterMin * 60_000, isFree, now };
  return restNudge(nudge, facts);
}

function isAtWork({ kind }: AgentState): boolean {
  return kind === 'READY' || kind === 'NOT_READY' || kind === 'WARM_UP';
}

/** What the key does now: spares the call on the screen its reminders, or clears the nudge away. */
export function careDeed(stores: NudgeStores, state: CallState | undefined): (() => void) | undefined {
  const now = Date.now();
  if (!state) return nudgeNow(stores, now) === 'none' ? undefined : stores.care.actions.heed;
  if (!canBeLong(state, talkLimitHere(stores.session.getState()))) return undefined;
  return () => stores.phone.actions.switchLongCall(state.facts.callId);
}
