import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopLoss } from '../../../../src/shared/script/flows/risk-callback.ts';
import type { ScriptEffect, ScriptEvent, ScriptFacts } from '../../../../src/shared/script/flows/flow.ts';
import {
  adviseScript,
  newScript,
  nextScript,
  scriptAfter,
  type FlowName,
} from '../../../../src/shared/script/flows/script-state.ts';
import { shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { anyDay, said } from '../../../fixtures/script-call.ts';

const facts: ScriptFacts = {
  ...{ now: anyDay, isSpecialHandling: false, isLanguageSpoken: true, isTalkLong: false, hasCityLine: true },
  language: 'zh-Hans',
};
const inTime = { ...facts, ticket: { number: 'W-1', dueAt: anyDay + 1 } };
const late = { ...facts, ticket: { number: 'W-1', dueAt: anyDay - 1 } };

function after(events: readonly ScriptEvent[], of = facts) {
  const effects: ScriptEffect[] = [];
  const state = events.reduce((from, event) => {
    const step = nextScript(from, event, of);
    effects.push(...step.effects);
    return step.state;
  }, newScript);
  const advice = (flow: FlowName) => adviseScript(state, of).find((entry) => entry.flow === flow)!;
  return {
    state,
    effects,
    wants: (flow: FlowName) => advice(flow).wants,
    opens: (flow: FlowName) => advice(flow).opens,
  };
}

const at = fc.integer({ min: anyDay - 600_000, max: anyDay });
function saidOf(kinds: RegExp): fc.Arbitrary<ScriptEvent> {
  return fc
    .record({ moment: fc.constantFrom(...shippedMoments.filter(({ kind }) => kinds.test(kind))), at })
    .map(({ moment, at: when }) => ({ type: 'said', moment: moment.id, kind: moment.kind, at: when }));
}
const outside: fc.Arbitrary<ScriptEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('escalationTriggered' as const, 'nobodySpeaks' as const), at }),
  fc.record({ type: fc.constant('presenceKnown' as const), isOn: fc.boolean(), at }),
  fc.record({
    type: fc.constant('colleagueFound' as const),
    by: fc.constantFrom('transfer' as const, 'conference' as const),
    at,
  }),
  fc.record({ type: fc.constant('rated' as const), score: fc.integer({ min: 1, max: 5 }), at }),
  fc.record({
    type: fc.constant('prerequisitesChecked' as const),
    missing: fc.array(fc.constant('身份证'), { maxLength: 1 }),
    at,
  }),
);
const storyOf = (kinds: RegExp) => fc.array(fc.oneof(saidOf(kinds), saidOf(kinds), outside), { maxLength: 40 });

/** Runs a story step by step; `each` is told what an event did. */
function walk(
  events: readonly ScriptEvent[],
  of: ScriptFacts,
  each: (event: ScriptEvent, effects: readonly ScriptEffect[], before: readonly ScriptEvent[]) => void,
) {
  events.reduce((state, event, index) => {
    const step = nextScript(state, event, of);
    each(event, step.effects, events.slice(0, index));
    return step.state;
  }, newScript);
}

describe('every flow', () => {
  it('speaks only of moments that there are, and only of its own', () => {
    const refs = new Set(shippedMoments.flatMap(({ id, kind }) => [id, kind as string]));
    fc.assert(
      fc.property(
        storyOf(/./),
        fc.constantFrom(facts, inTime, late, { ...facts, isLanguageSpoken: false }),
        (events, of) => {
          for (const { wants, opens } of adviseScript(scriptAfter(events, of), of)) {
            for (const ref of [...wants, ...opens]) expect(refs, ref).toContain(ref);
          }
        },
      ),
    );
  });

  it('comes to the same state however the log is read: at once or event by event', () => {
    fc.assert(
      fc.property(storyOf(/./), (events) => {
        expect(scriptAfter(events, late)).toEqual(after(events, late).state);
      }),
    );
  });
});

describe('a complaint with a ticket', () => {
  it('in time: expedited on the same ticket, then asked to stay within reach', () => {
    const steps = ['ticketComplaint.heard', 'ticketComplaint.inTime', 'ticketComplaint.expedited'];
    expect(after(said(steps[0]!), inTime).wants('ticketComplaint')).toEqual(['ticketComplaint.inTime']);
    expect(after(said(...steps), inTime)).toMatchObject({
      effects: [{ type: 'expedite', ticket: 'W-1', kind: 'faster' }],
    });
    expect(after(said(...steps), inTime).wants('ticketComplaint')).toEqual(['ticketComplaint.reachable']);
  });

  it('overdue: apologised for and passed on at once, wanted as soon as the caller is known', () => {
    expect(after(said('greeting.any'), late).wants('ticketComplaint')).toEqual([]);
    expect(after(said('verify.name'), late).wants('ticketComplaint')).toEqual(['ticketComplaint.overdue']);
    const { effects } = after(said('ticketComplaint.overdue', 'ticketComplaint.passedOn'), late);
    expect(effects.map(({ type }) => type)).toEqual(['expedite', 'passOn']);
  });

  it('never opens a second ticket, and passes nothing on without an apology', () => {
    fc.assert(
      fc.property(storyOf(/ticketComplaint|verify/), fc.constantFrom(inTime, late), (events, of) => {
        walk(events, of, (_event, effects, before) => {
          for (const effect of effects) {
            expect(effect.type).not.toBe('newTicket');
            if (effect.type === 'expedite') expect(effect.ticket).toBe('W-1');
            if (effect.type === 'passOn') {
              expect(before.some((e) => e.type === 'said' && e.moment === 'ticketComplaint.overdue')).toBe(true);
            }
          }
        });
      }),
    );
  });

  it('without a ticket leads to a new one', () => {
    const { effects } = after(said('ticketComplaint.heard', 'ticketComplaint.none'));
    expect(effects.map(({ type }) => type)).toEqual(['newTicket']);
  });
});

describe('escalation', () => {
  const ladder = ['escalation.offer', 'escalation.city', 'escalation.province', 'escalation.nation'] as const;

  it.each<[string, ScriptFacts, readonly string[]]>([
    ['with a city line', facts, ladder],
    ['without one', { ...facts, hasCityLine: false }, ladder.filter((id) => id !== 'escalation.city')],
  ])('climbs the ladder %s rung by rung', (_what, of, rungs) => {
    rungs.forEach((rung, index) => {
      const { wants, opens } = after(said(...rungs.slice(0, index)), of);
      expect([...wants('escalation'), ...opens('escalation')]).toContain(rung);
      const above = rungs.slice(index + 1);
      expect([...wants('escalation'), ...opens('escalation')].filter((id) => above.includes(id))).toEqual([]);
    });
  });

  it('never skips a rung, in whatever order lines are said', () => {
    fc.assert(
      fc.property(storyOf(/escalation/), fc.boolean(), (events, hasCityLine) => {
        const { state } = after(events, { ...facts, hasCityLine });
        const lines = events.flatMap((event) => (event.type === 'said' ? [event.moment] : []));
        const need: Partial<Record<string, readonly string[]>> = {
          city: ['escalation.city'],
          province: hasCityLine ? ['escalation.city', 'escalation.province'] : ['escalation.province'],
          nation: ['escalation.province', 'escalation.nation'],
        };
        for (const id of need[state.escalation] ?? []) expect(lines).toContain(id);
        if (!hasCityLine) expect(state.escalation).not.toBe('city');
      }),
    );
  });

  it('is wanted when it was triggered or the talk is too long', () => {
    expect(after([{ type: 'escalationTriggered', at: anyDay }]).wants('escalation')).toEqual(['escalation.offer']);
    expect(after([], { ...facts, isTalkLong: true }).wants('escalation')).toEqual(['escalation.long']);
    expect(after([]).wants('escalation')).toEqual([]);
  });
});

describe('a named agent', () => {
  const offered = said('namedAgent.offerHelp');
  it('is offered help first, then the transfer if the agent is on, else help again', () => {
    expect(after([]).opens('namedAgent')).toEqual(['namedAgent.offerHelp']);
    const isOn = (value: boolean): ScriptEvent => ({ type: 'presenceKnown', isOn: value, at: anyDay });
    expect(after([...offered, isOn(true)]).wants('namedAgent')).toEqual(['namedAgent.transfer']);
    expect(after([...offered, isOn(false)]).opens('namedAgent')).toContain('namedAgent.offDuty');
    expect(after(offered).opens('namedAgent')).toEqual(['namedAgent.offDuty']);
  });

  it('is never transferred to without the server saying that he is on', () => {
    fc.assert(
      fc.property(storyOf(/namedAgent/), (events) => {
        walk(events, facts, (_event, effects, before) => {
          if (!effects.some(({ type }) => type === 'transferToNamed')) return;
          expect(before.findLast((e) => e.type === 'presenceKnown')).toMatchObject({ isOn: true });
        });
      }),
    );
  });
});

describe('the number and not the name', () => {
  it('comes step by step, and no line of it has a slot for a name', () => {
    const steps = ['identity.number', 'identity.notName', 'identity.pressed'];
    steps.forEach((step, index) =>
      expect(after(said(...steps.slice(0, index))).opens('numberNotName')).toContain(step),
    );
    expect(after([]).opens('numberNotName')).not.toContain('identity.pressed');
    const slots = shippedMoments
      .filter(({ kind }) => kind === 'identity')
      .flatMap((m) => [...(m.slots ?? []), ...(m.optional ?? [])]);
    expect(new Set(slots)).toEqual(new Set(['agentNo']));
  });
});

describe('no common language', () => {
  const strange = { ...facts, isLanguageSpoken: false, language: 'khg' as const };
  const waited = said('noCommonLanguage.wait');

  it('asks to wait, then hands over, joins, or books a call-back in the language', () => {
    expect(after([], strange).wants('noCommonLanguage')).toEqual(['noCommonLanguage.wait']);
    const found = (by: 'transfer' | 'conference'): ScriptEvent => ({ type: 'colleagueFound', by, at: anyDay });
    expect(after([...waited, found('transfer')], strange).wants('noCommonLanguage')).toEqual([
      'noCommonLanguage.handOver',
    ]);
    expect(after([...waited, found('conference')], strange).wants('noCommonLanguage')).toEqual([
      'noCommonLanguage.conference',
    ]);
    const nobody: ScriptEvent = { type: 'nobodySpeaks', at: anyDay };
    expect(after([...waited, nobody], strange).wants('noCommonLanguage')).toEqual(['noCommonLanguage.callback']);
    expect(after([...waited, nobody, ...said('noCommonLanguage.callback')], strange).effects).toMatchObject([
      { type: 'bookCallback', language: 'khg' },
    ]);
  });

  it('books at the most one call-back', () => {
    fc.assert(
      fc.property(storyOf(/noCommonLanguage/), (events) => {
        expect(after(events, strange).effects.filter(({ type }) => type === 'bookCallback').length).toBeLessThanOrEqual(
          1,
        );
      }),
    );
  });
});

describe('a follow-up', () => {
  const opened = said('followUp.open', 'followUp.done', 'followUp.rating');
  const rated = (score: number): ScriptEvent => ({ type: 'rated', score, at: anyDay });

  it('asks whether it is solved, then for the rating, and opens the ticket again for a bad one', () => {
    expect(after(said('followUp.open')).wants('followUp')).toEqual(['followUp.done']);
    expect(after([...opened, rated(5)]).wants('followUp')).toEqual(['followUp.good']);
    expect(after([...opened, rated(2)]).wants('followUp')).toEqual(['followUp.bad']);
    const { effects } = after([...opened, rated(2), ...said('followUp.bad', 'followUp.reopened')]);
    expect(effects.map(({ type }) => type)).toEqual(['reopenTicket']);
  });

  it('opens no ticket again unless a bad rating was answered', () => {
    fc.assert(
      fc.property(storyOf(/followUp|greeting/), (events) => {
        walk(events, facts, (_event, effects, before) => {
          if (!effects.some(({ type }) => type === 'reopenTicket')) return;
          expect(before.some((e) => e.type === 'said' && e.moment === 'followUp.bad')).toBe(true);
        });
      }),
    );
  });
});

describe('a risk call-back', () => {
  const steps = ['risk.open', 'risk.verify', 'risk.payee', 'risk.screen', 'risk.stop', 'risk.freeze'];

  it('goes from the transfer to the frozen card to the police', () => {
    steps.slice(1).forEach((step, index) => {
      expect(after(said(...steps.slice(0, index + 1))).wants('riskCallback')).toEqual([step]);
    });
    const frozen = after(said(...steps, 'risk.frozen'));
    expect(frozen.effects.map(({ type }) => type)).toEqual(['cardFrozen']);
    expect(frozen.wants('riskCallback')).toEqual(['risk.police']);
    expect(after(said(...steps, 'risk.refused')).opens('riskCallback')).toContain('risk.freeze');
  });

  it('never marks a card frozen before the freezing was advised', () => {
    fc.assert(
      fc.property(storyOf(/risk|greeting/), (events) => {
        walk(events, facts, (_event, effects, before) => {
          if (!effects.some(({ type }) => type === 'cardFrozen')) return;
          expect(before.some((e) => e.type === 'said' && e.moment === 'risk.freeze')).toBe(true);
        });
      }),
    );
  });

  it('counts from the transfer and stops with the frozen card: answered in 31 s, frozen after 3 min 42 s', () => {
    const transferAt = Date.UTC(2026, 4, 12, 5, 27, 18);
    const event = (moment: string, afterS: number): ScriptEvent => ({
      type: 'said',
      moment,
      kind: 'risk',
      at: transferAt + afterS * 1000,
    });
    const log = [event('risk.open', 31), event('risk.verify', 50)];
    const running = stopLoss(transferAt, log, transferAt + 60_000);
    expect(running).toMatchObject({ elapsedMs: 60_000, isRunning: true });
    expect(running.checks.slice(0, 3)).toEqual([
      { check: 'risk.open', afterMs: 31_000 },
      { check: 'risk.verify', afterMs: 50_000 },
      { check: 'risk.payee' },
    ]);
    const stopped = stopLoss(transferAt, [...log, event('risk.frozen', 222)], transferAt + 900_000);
    expect(stopped).toMatchObject({ elapsedMs: 222_000, isRunning: false });
  });
});

describe('a fault', () => {
  it('in an area with an outage notice is told of it before an address is asked for', () => {
    const noted = said('fault.noted');
    expect(after(noted).wants('fault')).toEqual(['fault.address']);
    expect(after(noted, { ...facts, outage: 'fault.wide' }).wants('fault')).toEqual(['fault.wide']);
    expect(after(said('fault.noted', 'fault.wide'), { ...facts, outage: 'fault.wide' }).wants('fault')).toEqual([]);
  });

  it('sends nobody before the place is known, whatever is said', () => {
    fc.assert(
      fc.property(storyOf(/fault/), (events) => {
        const { state } = after(events);
        const lines = events.flatMap((event) => (event.type === 'said' ? [event.moment] : []));
        if (state.fault === 'sent') expect(lines).toContain('fault.address');
      }),
    );
  });

  it('may show to be none: arrears, the house’s own wiring, power back', () => {
    for (const check of ['fault.arrears', 'fault.inner', 'fault.ownWiring', 'fault.back']) {
      expect(after(said('fault.noted')).opens('fault')).toContain(check);
    }
  });
});

describe('the hand-over to the video seat', () => {
  const checked = (...missing: string[]): ScriptEvent => ({ type: 'prerequisitesChecked', missing, at: anyDay });

  it('waits for the prerequisites', () => {
    const begun = said('handover.video');
    expect(after([...begun, checked('身份证')]).wants('handover')).toEqual(['handover.missing']);
    expect(after([...begun, checked()]).wants('handover')).toEqual(['handover.now']);
    expect(after([...begun, ...said('handover.now')]).effects).toEqual([]);
    const { effects } = after([...begun, checked(), ...said('handover.now')]);
    expect(effects.map(({ type }) => type)).toEqual(['transferToVideo']);
  });

  it('never happens while something is missing', () => {
    fc.assert(
      fc.property(storyOf(/handover/), (events) => {
        walk(events, facts, (_event, effects, before) => {
          if (!effects.some(({ type }) => type === 'transferToVideo')) return;
          expect(before.findLast((e) => e.type === 'prerequisitesChecked')).toMatchObject({ missing: [] });
        });
      }),
    );
  });
});
