import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAtRest,
  standingOf,
  transitionCodes,
  untold,
  type CodeEvent,
  type CodeState,
  type Standing,
} from '../../../../src/shared/call/feature-codes.ts';
import { breakReasons } from '../../../../src/shared/call/agent-state.ts';
import { featureCodesSchema, type FeatureCodes } from '../../../../src/shared/domain/feature-codes.ts';

const codes = featureCodesSchema.parse({
  ...{ logIn: ['600*', '601*'], logOut: ['600**', '601**'], pause: '*46', unpause: '*47' },
  pauseFor: { meal: '*461' },
});

/** An exchange as it stands after the codes that it was called with. */
interface Exchange {
  readonly called: string[];
  readonly refused: string[];
  state: CodeState;
}

function exchange(): Exchange {
  return { called: [], refused: [], state: untold };
}

function say(at: Exchange, event: CodeEvent, given: FeatureCodes = codes): void {
  const { state, effects } = transitionCodes(at.state, event, given);
  at.state = state;
  for (const effect of effects) (effect.type === 'call' ? at.called : at.refused).push(effect.code);
}

const free: CodeEvent = { type: 'lineChanged', isFree: true };
const busy: CodeEvent = { type: 'lineChanged', isFree: false };
const taken: CodeEvent = { type: 'called', isTaken: true };
const refused: CodeEvent = { type: 'called', isTaken: false };
const stood = (wish: Standing): CodeEvent => ({ type: 'stood', wish });
const warmUp = stood({ isIn: true, pause: 'other' });
const ready = stood({ isIn: true });
const meal = stood({ isIn: true, pause: 'meal' });

function after(...events: readonly CodeEvent[]): Exchange {
  const at = exchange();
  for (const event of events) say(at, event);
  return at;
}

describe('feature codes', () => {
  it('log in at each queue, then pause, one after another', () => {
    const at = after(warmUp);
    expect(at.called).toEqual([]);
    for (const event of [free, taken, taken, taken]) say(at, event);
    expect(at.called).toEqual(['600*', '601*', '*46']);
    for (const event of [ready, taken, meal, taken, warmUp, taken, stood({ isIn: false }), taken, taken])
      say(at, event);
    expect(at.called.slice(3)).toEqual(['*47', '*461', '*46', '600**', '601**']);
    expect(isAtRest(at.state, codes)).toBe(true);
  });

  it('say the newest standing after the code that is on its way', () => {
    const at = after(free, ready, taken, taken, meal, stood({ isIn: true, pause: 'rest' }), taken);
    expect(at.called).toEqual(['600*', '601*', '*47', '*46']);
  });

  it('say nothing twice', () => {
    const at = after(free, ready, taken, taken, taken, ready, stood({ isIn: true }), busy, free);
    expect(at.called).toEqual(['600*', '601*', '*47']);
  });

  it('wait while a call is up, and begin a step anew that a call came into', () => {
    const at = after(free, ready, busy, taken);
    expect(at.called).toEqual(['600*']);
    say(at, free);
    expect(at.called).toEqual(['600*', '600*']);
    for (const event of [taken, taken, busy, refused]) say(at, event);
    expect(at).toMatchObject({ called: ['600*', '600*', '601*', '*47'], refused: [] });
    say(at, free);
    expect(at.called.at(-1)).toBe('*47');
  });

  it('stop at one that is refused, and go on with the next change', () => {
    const at = after(free, ready, refused);
    expect(at).toMatchObject({ called: ['600*'], refused: ['600*'] });
    say(at, ready);
    expect(at.called).toEqual(['600*']);
    expect(isAtRest(at.state, codes)).toBe(true);
    for (const event of [meal, taken, taken, taken]) say(at, event);
    expect(at.called.slice(1)).toEqual(['600*', '601*', '*461']);
  });

  it('leave out what an exchange has no code for', () => {
    const at = exchange();
    const some = featureCodesSchema.parse({ pause: '1', unpause: '2' });
    for (const event of [free, warmUp, taken, stood({ isIn: false })]) say(at, event, some);
    expect(at.called).toEqual(['1']);
    say(after(), ready, featureCodesSchema.parse({}));
  });

  it('are told by resting states only', () => {
    expect(standingOf({ kind: 'READY', since: 0 })).toEqual({ isIn: true });
    expect(standingOf({ kind: 'BREAK', reason: 'meal', since: 0 })).toEqual({ isIn: true, pause: 'meal' });
    expect(standingOf({ kind: 'NOT_READY', since: 0 })).toEqual({ isIn: true, pause: 'other' });
    expect(standingOf({ kind: 'OFFLINE', since: 0 })).toBeUndefined();
    expect(standingOf({ kind: 'ACW', since: 0, before: { kind: 'READY' } })).toBeUndefined();
  });
});

const standing: fc.Arbitrary<Standing> = fc.oneof(
  fc.constant({ isIn: false } as const),
  fc.constant({ isIn: true } as const),
  fc.constantFrom(...breakReasons, 'other' as const).map((pause) => ({ isIn: true, pause }) as const),
);
const anyEvent: fc.Arbitrary<CodeEvent> = fc.oneof(
  standing.map(stood),
  fc.constantFrom(free, busy, taken, taken, refused),
);

describe('whatever happens', () => {
  it('one code at a time, none while the line is not free, and in the end the exchange stands where the agent does', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), standing, (events, last) => {
        const at = exchange();
        for (const event of events) {
          const { state, effects } = transitionCodes(at.state, event, codes);
          const calls = effects.filter(({ type }) => type === 'call');
          expect(calls.length).toBeLessThanOrEqual(1);
          if (calls.length > 0)
            expect([at.state.telling === undefined || event.type === 'called', state.isFree]).toEqual([true, true]);
          at.state = state;
        }
        // A change, so that nothing stays blocked; then an exchange that takes everything.
        say(at, busy);
        say(at, stood(last));
        say(at, free);
        for (let left = 10; at.state.telling && left > 0; left -= 1) say(at, taken);
        expect(at.state.telling).toBeUndefined();
        expect(at.state.toldIn).toBe(last.isIn);
        if (!last.isIn) return;
        const pausing = last.pause === 'meal' ? ['*461'] : ['*46'];
        expect(at.state.toldPause).toEqual(last.pause === undefined ? ['*47'] : pausing);
      }),
    );
  });
});
