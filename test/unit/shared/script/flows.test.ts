import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerLanguages } from '../../../../src/shared/language/languages.ts';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import { phraseIdOf } from '../../../../src/shared/domain/phrase.ts';
import { isLongHold, longHoldS } from '../../../../src/shared/script/flows/hold.ts';
import type { ScriptEffect, ScriptEvent, ScriptFacts } from '../../../../src/shared/script/flows/flow.ts';
import { adviseScript, newScript, nextScript, scriptAfter } from '../../../../src/shared/script/flows/script-state.ts';
import { makeScriptBook } from '../../../../src/shared/script/script-book.ts';
import { shippedCalendar, shippedMoments } from '../../../../src/shared/script/shipped.ts';
import { suggest } from '../../../../src/shared/script/suggest.ts';
import { anyDay, said, scriptCall } from '../../../fixtures/script-call.ts';

const facts: ScriptFacts = {
  now: anyDay,
  isSpecialHandling: false,
  isLanguageSpoken: true,
  isTalkLong: false,
  hasCityLine: true,
  language: 'zh-Hans',
};

const at = fc.integer({ min: anyDay - 600_000, max: anyDay });
const saidEvent = fc
  .record({ moment: fc.constantFrom(...shippedMoments), at })
  .map(({ moment, at: when }): ScriptEvent => ({ type: 'said', moment: moment.id, kind: moment.kind, at: when }));
/** Abuse and closing lines come up often enough to get through. */
const telling = fc
  .record({ moment: fc.constantFrom(...shippedMoments.filter(({ kind }) => /^abuse|^closing/.test(kind))), at })
  .map(({ moment, at: when }): ScriptEvent => ({ type: 'said', moment: moment.id, kind: moment.kind, at: when }));
const otherEvent: fc.Arbitrary<ScriptEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('held' as const, 'resumed' as const), at }),
  fc.record({ type: fc.constantFrom('leaderRefused' as const, 'endForAbusePressed' as const), at }),
  fc.record({
    type: fc.constant('leaderConfirmed' as const),
    leader: fc.constant(agentNoSchema.parse('0031')),
    by: fc.constantFrom('channel' as const, 'code' as const),
    at,
  }),
);
const story = fc.array(fc.oneof(saidEvent, telling, telling, otherEvent), { maxLength: 60 });

function run(
  events: readonly ScriptEvent[],
  of: ScriptFacts = facts,
): { effects: ScriptEffect[]; before: ScriptEvent[][] } {
  const effects: ScriptEffect[] = [];
  const before: ScriptEvent[][] = [];
  events.reduce((state, event, index) => {
    const step = nextScript(state, event, of);
    for (const effect of step.effects) {
      effects.push(effect);
      before.push(events.slice(0, index + 1));
    }
    return step.state;
  }, newScript);
  return { effects, before };
}

describe('abuse', () => {
  const threeStrikes = said('abuse.first', 'abuse.second', 'abuse.askLeader');
  const confirmed: ScriptEvent = {
    type: 'leaderConfirmed',
    leader: agentNoSchema.parse('0031'),
    by: 'code',
    at: anyDay,
  };
  const pressed: ScriptEvent = { type: 'endForAbusePressed', at: anyDay };
  const refused: ScriptEvent = { type: 'leaderRefused', at: anyDay };

  it('ends a call after three strikes, stamped with their time, when the leader confirmed it', () => {
    expect(run([...threeStrikes, confirmed, pressed]).effects).toEqual([
      { type: 'askLeader', about: 'endForAbuse', at: threeStrikes[2]!.at },
      { type: 'endCall', reason: 'abuse', leader: agentNoSchema.parse('0031'), at: anyDay },
    ]);
    const { abuse } = scriptAfter(threeStrikes, facts);
    expect(abuse.strikes.map(({ at: when }) => when)).toEqual(threeStrikes.map(({ at: when }) => when));
  });

  it('can be asked again after the leader refused', () => {
    const again = [
      ...threeStrikes,
      { type: 'leaderRefused', at: anyDay } as const,
      ...said('abuse.askLeader'),
      confirmed,
      pressed,
    ];
    expect(run(again).effects.at(-1)?.type).toBe('endCall');
    expect(run([...threeStrikes, { type: 'leaderRefused', at: anyDay }, confirmed, pressed]).effects).toHaveLength(1);
  });

  /** Nothing but what moves this flow: so that stories get as far as the leader. */
  const abuseStory = fc
    .array(fc.nat({ max: 5 }), { maxLength: 16 })
    .map((steps) => steps.map((step) => [...threeStrikes, confirmed, pressed, refused][step]!));

  it('never ends a call without three strikes and the leader, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.oneof(abuseStory, story), (events) => {
        const { effects, before } = run(events);
        effects.forEach((effect, index) => {
          if (effect.type !== 'endCall') return;
          const lines = before[index]!.map((event) => (event.type === 'said' ? event.moment : event.type));
          const order = ['abuse.first', 'abuse.second', 'abuse.askLeader', 'leaderConfirmed', 'endForAbusePressed'];
          let from = -1;
          for (const step of order) {
            from = lines.indexOf(step, from + 1);
            expect(from, step).toBeGreaterThanOrEqual(0);
          }
        });
        expect(effects.filter(({ type }) => type === 'endCall').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never ends the call of a customer on the special-handling list: the leader takes him over', () => {
    const special = { ...facts, isSpecialHandling: true };
    fc.assert(
      fc.property(fc.oneof(abuseStory, story), (events) => {
        expect(run(events, special).effects.filter(({ type }) => type === 'endCall')).toEqual([]);
        expect(scriptAfter(events, special).abuse.strikes).toEqual([]);
      }),
    );
    const opens = adviseScript(newScript, special).find(({ flow }) => flow === 'abuse')?.opens;
    expect(opens).toContain('abuse.toLeader');
    expect(opens).not.toContain('abuse.first');
  });
});

describe('closing', () => {
  const line = (moment: string) => ({ moment, text: '说', status: 'draft' as const, version: 1 });
  const pack = {
    schemaVersion: 2 as const,
    lang: 'zh-Hans' as const,
    version: 1,
    note: '',
    phrases: shippedMoments.map(({ id }) => line(id)),
  };
  const book = makeScriptBook(shippedMoments, [pack], shippedCalendar);

  it('is closed only by a farewell right after "anything else?", politeness apart', () => {
    const kindsAfter = (events: readonly ScriptEvent[]): string[] =>
      events.flatMap((event) => (event.type === 'said' ? [event.kind] : []));
    fc.assert(
      fc.property(story, (events) => {
        const { closing } = scriptAfter(events, facts);
        const kinds = kindsAfter(events);
        const lastFarewell = kinds.lastIndexOf('closing.farewell');
        if (closing === 'closed') expect(kinds.slice(0, lastFarewell)).toContain('closing.anythingElse');
        const offered = suggest(book, scriptCall({ log: events })).lines.some(
          ({ moment }) => moment.kind === 'closing.farewell',
        );
        if (offered) {
          expect(closing).not.toBe('open');
          expect(kinds).toContain('closing.anythingElse');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('hold', () => {
  it('tells the caller that it takes longer, and counts anew from then', () => {
    const held: ScriptEvent = { type: 'held', at: anyDay };
    const later = anyDay + longHoldS * 1000;
    const { hold } = scriptAfter([held], facts);
    expect([isLongHold(hold, later - 1), isLongHold(hold, later)]).toEqual([false, true]);
    const told = scriptAfter([held, { type: 'said', moment: 'hold.long', kind: 'hold.long', at: later }], facts).hold;
    expect([isLongHold(told, later + 1), isLongHold(told, later + longHoldS * 1000)]).toEqual([false, true]);
    expect(isLongHold(scriptAfter([], facts).hold, later)).toBe(false);
  });

  it('thanks only a caller who was on hold, and once', () => {
    fc.assert(
      fc.property(story, (events) => {
        const { hold } = scriptAfter(events, facts);
        if (hold.kind === 'back') {
          const last = events.findLastIndex(({ type }) => type === 'resumed');
          expect(events.slice(0, last).some(({ type }) => type === 'held')).toBe(true);
          expect(events.slice(last + 1).every(({ type }) => type !== 'said')).toBe(true);
        }
      }),
    );
  });
});

it('every line of every language has an id that a call’s record may keep', () => {
  for (const lang of callerLanguages())
    for (const { id } of shippedMoments) expect(phraseIdOf(lang, id)).toBe(`${lang}.${id}`);
});
