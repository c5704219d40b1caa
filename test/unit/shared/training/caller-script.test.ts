import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../../src/shared/domain/scenario.ts';
import {
  beforeScript,
  transitionScript,
  type ScriptEffect,
  type ScriptEvent,
  type ScriptState,
  type ScriptTimer,
} from '../../../../src/shared/training/caller-script.ts';
import { branching } from './scenario-fixture.ts';

const scenario = branching();
const linear = branching({ steps: [{ ...branching().steps[0], ways: [], end: { kind: 'farewell' } }] });

const over = (timer: ScriptTimer): ScriptEvent => ({ type: 'timerOver', timer });
const said = (kind: string, moment = kind): ScriptEvent => ({ type: 'said', moment, kind });
const [answered, pause, lineOver]: [ScriptEvent, ScriptEvent, ScriptEvent] = [
  { type: 'answered' },
  over('pause'),
  { type: 'lineOver' },
];
const [held, resumed]: [ScriptEvent, ScriptEvent] = [{ type: 'held' }, { type: 'resumed' }];
const steer = (step: string): ScriptEvent => ({ type: 'steered', wish: { kind: 'step', step } });
/** Both lines of the first step said. */
const told = [answered, pause, lineOver, pause, lineOver];

function run(events: readonly ScriptEvent[], of = scenario, from: ScriptState = beforeScript(of)) {
  let state = from;
  let last: readonly ScriptEffect[] = [];
  for (const event of events) ({ state, effects: last } = transitionScript(state, event, of));
  return { state, last };
}
const says = (effects: readonly ScriptEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'say' ? [effect.line] : []));

describe('a simulated caller', () => {
  it('says the lines of a step one after the other, then listens', () => {
    expect(run([answered], linear).last).toEqual([{ type: 'timer', timer: 'pause', ms: 100 }]);
    expect(says(run([answered, pause], linear).last)).toEqual([0]);
    expect(says(run([answered, pause, lineOver, pause], linear).last)).toEqual([1]);
    expect(run(told, linear)).toMatchObject({ state: { kind: 'listening' }, last: [] });
  });

  it('falls silent on hold and says the line again after it', () => {
    expect(run([answered, pause, held], linear).last).toEqual([{ type: 'hush' }]);
    expect(run([answered, pause, held, lineOver], linear).last).toEqual([]);
    expect(says(run([answered, pause, held, resumed], linear).last)).toEqual([0]);
    expect(run([answered, held, resumed], linear).last).toContainEqual({ type: 'timer', timer: 'pause', ms: 100 });
  });

  it('repeats the last line when asked, and goes on after it', () => {
    expect(run([answered, { type: 'repeatAsked' }]).last).toEqual([]);
    const again = [answered, pause, lineOver, { type: 'repeatAsked' }] as const;
    expect(says(run(again).last)).toEqual([0]);
    expect(says(run([...again, lineOver, pause]).last)).toEqual([1]);
  });

  it('waits for a gap in what the agent says, but not for ever, and not where he interrupts', () => {
    const speaking: ScriptEvent = { type: 'agentSpoke' };
    expect(run([answered, speaking, pause]).state.kind).toBe('waitingTurn');
    expect(says(run([answered, speaking, pause, { type: 'agentQuiet' }]).last)).toEqual([0]);
    expect(says(run([answered, speaking, pause, over('turn')]).last)).toEqual([0]);
    const cross = [...told, over('silence'), speaking, pause];
    expect(says(run(cross).last)).toEqual([3]);
  });

  it('goes where the deeds of the agent lead', () => {
    for (const deed of [
      said('verify', 'verify.name'),
      said('hours', 'hours.today'),
      { type: 'articleOpened', group: 'bill-high' },
      { type: 'ticketSaved', ticketType: 'complaint' },
    ] as const) {
      expect(run([...told, deed]).state).toMatchObject({ step: 'told' });
    }
    for (const deed of [said('hours', 'hours.branch'), { type: 'ticketSaved', ticketType: 'opinion' }] as const) {
      expect(run([...told, deed]).state).toMatchObject({ step: 'start' });
    }
    expect(run([...told, { type: 'articleOpened', group: 'pay-bill' }]).state).toMatchObject({ step: 'cross' });
    expect(run([...told, over('over')]).state).toMatchObject({ kind: 'leaving', end: { kind: 'dropped' } });
  });

  it('says all of a step before it follows what the agent did meanwhile', () => {
    const early = run([answered, pause, said('verify')]);
    expect(early.state).toMatchObject({ step: 'start', decided: 'told' });
    const { state, last } = run([answered, pause, said('verify'), lineOver, pause, lineOver]);
    expect(state).toMatchObject({ step: 'told', kind: 'pausing' });
    expect(state).not.toHaveProperty('decided');
    expect(last).toContainEqual({ type: 'timer', timer: 'pause', ms: 100 });
  });

  it('counts silence only while the agent is silent', () => {
    const silence = { type: 'timer', timer: 'silence', ms: 10_000 };
    expect(run(told).last).toContainEqual(silence);
    expect(run([...told, { type: 'agentSpoke' }]).last).toEqual([{ type: 'stopTimers', timers: ['silence'] }]);
    expect(run([...told, { type: 'agentSpoke' }, over('silence')]).state).toMatchObject({ step: 'start' });
    expect(run([...told, { type: 'agentSpoke' }, { type: 'agentQuiet' }]).last).toEqual([silence]);
    expect(run([...told, over('silence')]).state).toMatchObject({ step: 'cross' });
  });

  it('minds a long hold when taken back, hears nothing on it, and may be gone', () => {
    expect(run([...told, held]).last).toContainEqual({ type: 'timer', timer: 'hold', ms: 30_000 });
    const long = [...told, held, over('hold')];
    expect(run(long).state).toMatchObject({ step: 'start', decided: 'cross' });
    expect(run([...long, resumed]).state).toMatchObject({ step: 'cross' });
    expect(run([...told, held, said('verify'), resumed]).state).toMatchObject({ step: 'start' });
    const tired = [...long, resumed, pause, lineOver, held, over('hold')];
    expect(run(tired).state).toMatchObject({ kind: 'leaving' });
  });

  it('leaves on a farewell unless the step knows better, and comes back where it was promised', () => {
    expect(run([answered, pause, said('closing.farewell')])).toMatchObject({
      state: { kind: 'leaving', end: { kind: 'farewell' } },
      last: [{ type: 'hush' }, { type: 'leave' }],
    });
    const again = beforeScript(scenario, 'again');
    expect(says(run([answered, pause], scenario, again).last)).toEqual([4]);
    const rude = run([answered, pause, lineOver, said('closing.farewell'), pause], scenario, again);
    expect(says(rude.last)).toEqual([5]);
    expect(run([lineOver], scenario, rude.state).state).toMatchObject({ kind: 'leaving', end: { kind: 'hangUp' } });
  });

  it('steered, goes on with another step: at once, or after the line that he is saying', () => {
    expect(run([...told, steer('cross')])).toMatchObject({ state: { kind: 'pausing', step: 'cross', next: 0 } });
    expect(says(run([...told, steer('cross'), pause]).last)).toEqual([3]);
    const saying = run([answered, pause, steer('told')]);
    expect(saying).toMatchObject({ state: { kind: 'saying', step: 'start' }, last: [] });
    // The second line of the first step is left out.
    expect(says(run([lineOver, pause], scenario, saying.state).last)).toEqual([2]);
    const unknown = run(told);
    expect(run([steer('nowhere')], scenario, unknown.state)).toEqual({ state: unknown.state, last: [] });
  });

  it('steered while he is held, does it when he is taken back', () => {
    const waiting = run([...told, held, steer('told')]);
    expect(waiting.state).toMatchObject({ isHeld: true, decided: 'told' });
    expect(says(run([resumed, pause], scenario, waiting.state).last)).toEqual([2]);
  });

  it('told to be silent, is so until the agent finds what he waits for, or he is steered again', () => {
    const silent = run([answered, pause, { type: 'steered', wish: { kind: 'silent' } }]);
    expect(silent).toMatchObject({ state: { kind: 'listening', isMute: true }, last: [{ type: 'hush' }] });
    const nothing: ScriptEvent[] = [
      { type: 'agentSpoke' },
      { type: 'agentQuiet' },
      { type: 'repeatAsked' },
      held,
      over('hold'),
      resumed,
    ];
    const still = run(nothing, scenario, silent.state);
    expect(still).toMatchObject({ state: { kind: 'listening', isMute: true }, last: [{ type: 'hush' }] });
    expect(run([said('verify')], scenario, still.state).state).toMatchObject({ kind: 'pausing', step: 'told' });
    const again = run([steer('cross'), pause], scenario, still.state);
    expect(says(again.last)).toEqual([3]);
    expect(again.state).not.toHaveProperty('isMute');
  });

  it('told to hang up, does so whatever he was about to say', () => {
    const gone = run([answered, pause, held, { type: 'steered', wish: { kind: 'hangUp' } }]);
    expect(gone.state).toMatchObject({ kind: 'leaving', end: { kind: 'hangUp' } });
    expect(gone.last).toContainEqual({ type: 'leave', end: { kind: 'hangUp' } });
  });

  it('never speaks while held, never a line it does not have, and nothing once it leaves', () => {
    const anyEvent = fc.constantFrom<ScriptEvent>(
      lineOver,
      held,
      resumed,
      { type: 'repeatAsked' },
      { type: 'agentSpoke' },
      { type: 'agentQuiet' },
      ...(['pause', 'turn', 'hold', 'silence', 'over'] as const).map(over),
      said('verify'),
      said('closing.farewell'),
      { type: 'articleOpened', group: 'bill-high' },
      { type: 'articleOpened', group: 'other' },
      { type: 'ticketSaved', ticketType: 'complaint' },
      steer('cross'),
      steer('nowhere'),
      { type: 'steered', wish: { kind: 'silent' } },
      { type: 'steered', wish: { kind: 'hangUp' } },
    );
    const begin = fc.constantFrom(undefined, ...scenario.steps.map(({ id }) => id));
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 80 }), begin, (events, from) => {
        let state = beforeScript(scenario, from);
        for (const event of [answered, ...events]) {
          const before = state;
          const next = transitionScript(state, event, scenario);
          state = next.state;
          if (before.kind === 'leaving') expect(next.effects).toEqual([]);
          expect(state.last).toBeLessThan(linesOf(scenario).length);
          for (const line of says(next.effects)) {
            expect(state).toMatchObject({ kind: 'saying', isHeld: false, last: line });
            expect(line).toBeGreaterThanOrEqual(0);
          }
        }
      }),
    );
  });
});
