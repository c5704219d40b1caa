import { isAnswered } from '../../shared/call/call-state.ts';
import { legOf } from '../../shared/call/desk-calls.ts';
import type { TicketDraft } from '../../shared/domain/ticket.ts';
import type { CallFacts } from '../../shared/domain/call.ts';
import { judgeLoudness, judgePace, paceOf } from '../../shared/coach/judge-voice.ts';
import type { VoiceNow } from '../../shared/coach/voice-now.ts';
import { stepAt } from '../../shared/procedure/procedure-run.ts';
import { scoreSheet } from '../../shared/training/score-sheet.ts';
import type { VoiceHeard } from '../../shared/training/simulation-facts.ts';
import type { CoachTargets } from '../features/coach/coach-line.tsx';
import { practiceCallerOf } from '../features/softphone/practice-store.ts';
import { ownExam } from './exam-wiring.ts';
import type { Stores } from './stores.ts';
import { coachTargetsNow } from './use-coach-targets.ts';

/** Lets the practice caller on the screen know what is looked up and written while he is there. */
export function wirePractice(stores: Stores): void {
  const { coach, knowledge, phone, practice, practiceFile, procedures, tickets } = stores;

  const caller = (): CallFacts | undefined => {
    const { desk } = phone.getState();
    const leg = legOf(desk, desk.onScreen);
    return leg && isAnswered(leg) && leg.facts.isPractice ? leg.facts : undefined;
  };

  knowledge.subscribe(({ open }, before) => {
    const facts = caller();
    if (!open || open === before.open || !facts) return;
    practice.actions.tell(facts.number, { type: 'articleOpened', group: open.article.group });
  });
  procedures.subscribe(({ runs, begun }, before) => {
    for (const [key, run] of Object.entries(runs)) {
      const { facts } = phone.getState().desk.legs.find((leg) => leg.facts.callId === key) ?? {};
      const { [key]: last } = before.runs;
      const isMoved = last?.at !== run.at || last.procedureId !== run.procedureId;
      const { [key]: procedure } = begun;
      if (!facts?.isPractice || !isMoved || !procedure) continue;
      const { at: step, procedureId, taken } = run;
      practice.actions.tell(facts.number, {
        ...{ type: 'procedureStep', procedure: procedureId, step, taken: taken.length },
        isEnd: stepAt(procedure, step).kind === 'end',
      });
    }
  });
  phone.subscribe(({ desk }, before) => {
    if (desk === before.desk) return;
    for (const leg of desk.legs) {
      if (leg.kind !== 'wrapUp' || !leg.facts.isPractice || !leg.transfer || leg.transfer.kind === 'survey') continue;
      const last = legOf(before.desk, leg.facts.callId);
      if (last?.kind === 'wrapUp') continue;
      practice.actions.tell(leg.facts.number, { type: 'handedOver', how: leg.transfer.kind });
    }
  });
  // What is still written in the wrap-up belongs to the call.
  const written = (ticket: TicketDraft): void => {
    const leg = ticket.callId === undefined ? undefined : legOf(phone.getState().desk, ticket.callId);
    const facts = leg && (isAnswered(leg) || leg.kind === 'wrapUp') && leg.facts.isPractice ? leg.facts : undefined;
    if (!facts) return;
    practice.actions.tell(facts.number, {
      ...{ type: 'ticketSaved', ticketType: ticket.type, subType: ticket.subType },
      filled: (['callerPhone', 'address', 'description'] as const).filter((field) => ticket[field] !== ''),
    });
  };
  tickets.subscribe(({ justSubmitted, error, drafts, activeId }, before) => {
    if (justSubmitted && justSubmitted.id !== before.justSubmitted?.id) written(justSubmitted);
    // A live seat keeps a practice ticket to itself, once it is all there.
    if (error?.code !== 'ticket.practice' || error === before.error) return;
    const draft = drafts.find(({ id }) => id === activeId);
    if (draft) written(draft);
  });

  // Judged as the coach does it: what he does not listen to has no score.
  coach.subscribe(({ listeningTo, now }) => {
    const leg = phone.getState().desk.legs.find(({ facts }) => facts.callId === listeningTo);
    const { number, isPractice } = leg?.facts ?? {};
    const called = number === undefined || !isPractice ? undefined : practiceCallerOf(practice.getState(), number);
    if (!called || number === undefined) return;
    practice.actions.heard(number, verdictsOf(now, coachTargetsNow(stores, called.scenario.lang)));
  });

  practice.subscribe(({ callers }, before) => {
    for (const caller of callers) {
      if (caller.state.kind !== 'idle' || before.callers.includes(caller)) continue;
      const sheet = scoreSheet(caller.facts, caller.scenario);
      const { desk } = phone.getState();
      const leg = desk.legs.findLast(({ facts }) => facts.isPractice && facts.number === caller.scenario.caller.number);
      // In a pass test the examiners judge, and the desk's own words were not there to be said.
      if (!sheet || !leg || ownExam(stores)) continue;
      const { id: scenarioId, lang } = caller.scenario;
      void practiceFile.actions.keep({ callId: leg.facts.callId, scenarioId, lang, ...sheet });
    }
  });
}

/** A level that is only relative has no verdict, nor has a pace in syllables: in those languages the meter is a hint. */
function verdictsOf({ syllablesPerMinute, levelDb }: VoiceNow, targets: CoachTargets): VoiceHeard {
  const { unit, pace, loudnessDb, offsetDb } = targets;
  const isAbsolute = levelDb !== undefined && offsetDb !== undefined;
  const isMeasured = syllablesPerMinute !== undefined && unit !== 'syllables';
  return {
    ...(isMeasured && { pace: judgePace(paceOf(syllablesPerMinute, unit), pace) }),
    ...(isAbsolute && { loudness: judgeLoudness(levelDb + offsetDb, loudnessDb) }),
  };
}
