import { isAnswered } from '../../shared/call/call-state.ts';
import { legOf, openLeg } from '../../shared/call/desk-calls.ts';
import type { CallFacts } from '../../shared/domain/call.ts';
import { ownExam } from './exam-wiring.ts';
import type { Stores } from './stores.ts';
import { panelChoiceOf } from './use-panel-choice.ts';

/**
 * Lets the coach listen to the call on the screen: in practice unless the agent switched that off, in a live call only if
 * he switched it on, and never in a pass test. It listens to whoever is on the line with him, so that a hold or a consult is no gap.
 */
export function wireCoach(stores: Pick<Stores, 'coach' | 'phone' | 'phonePort' | 'session' | 'exams'>): void {
  const { coach, phone, phonePort, session } = stores;
  const follow = (): void => {
    const facts = heardCall();
    if (!facts) return coach.actions.stop();
    coach.actions.listen(facts.callId, () => {
      const open = openLeg(phone.getState().desk);
      return open && phonePort.voices(open.facts.callId);
    });
  };

  function heardCall(): CallFacts | undefined {
    const { desk } = phone.getState();
    const leg = legOf(desk, desk.onScreen);
    if (!leg || !isAnswered(leg)) return undefined;
    if (leg.facts.isPractice && ownExam(stores)) return undefined;
    const { isInDrills = true, isInCalls = false } = panelChoiceOf(session.getState()).coach ?? {};
    return (leg.facts.isPractice ? isInDrills : isInCalls) ? leg.facts : undefined;
  }

  phone.subscribe(follow);
  session.subscribe(follow);
}
