import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptEvent, ScriptFacts } from '../../../../src/shared/script/flows/flow.ts';
import { adviseScript, scriptAfter } from '../../../../src/shared/script/flows/script-state.ts';
import { shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { anyDay, said } from '../../../fixtures/script-call.ts';
import { after, anyFacts as facts, storyOf, walk } from '../../../fixtures/script-story.ts';
import { presenceOf } from '../../../../src/shared/domain/colleague.ts';

const inTime = { ...facts, ticket: { number: 'W-1', dueAt: anyDay + 1 } };
const late = { ...facts, ticket: { number: 'W-1', dueAt: anyDay - 1 } };

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

  it.each([
    ['READY', ['namedAgent.transfer'], []],
    ['TALKING', ['namedAgent.busy'], ['namedAgent.message']],
    ['ACW', ['namedAgent.busy'], ['namedAgent.message']],
    ['BREAK', [], ['namedAgent.offDuty', 'namedAgent.message']],
    ['OFFLINE', [], ['namedAgent.offDuty', 'namedAgent.message']],
  ] as const)('who stands at %s by the centre is offered accordingly', (kind, wants, opens) => {
    const presence = presenceOf(kind);
    const then = after([...offered, { type: 'presenceKnown', isOn: presence === 'free', presence, at: anyDay }]);
    expect(then.wants('namedAgent')).toEqual(wants);
    expect(then.opens('namedAgent')).toEqual(opens);
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
