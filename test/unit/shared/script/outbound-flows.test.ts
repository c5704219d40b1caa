import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopLoss } from '../../../../src/shared/script/flows/risk-callback.ts';
import type { ScriptEvent } from '../../../../src/shared/script/flows/flow.ts';
import { anyDay, said } from '../../../fixtures/script-call.ts';
import { after, anyFacts as facts, storyOf, walk } from '../../../fixtures/script-story.ts';

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
