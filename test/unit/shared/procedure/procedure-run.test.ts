import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LookUpAnswer } from '../../../../src/shared/domain/look-up.ts';
import { procedureFileSchema, type Procedure } from '../../../../src/shared/domain/procedure.ts';
import {
  beginRun,
  moveOn,
  resultOf,
  stepAt,
  type ProcedureEvent,
  type ProcedureRun,
} from '../../../../src/shared/procedure/procedure-run.ts';
import { fillSlots, runSlots } from '../../../../src/shared/procedure/run-slots.ts';

const folder = 'resources/procedures';
const procedures: Procedure[] = readdirSync(folder).flatMap(
  (file) => procedureFileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).procedures,
);
const outage = procedures.find(({ id }) => id === 'power-outage')!;

const arrears = (state: 'clear' | 'found' | 'unknown', asOf = 7): LookUpAnswer => {
  if (state === 'found') return { state, kind: 'arrears', asOf, amountFen: 1250 };
  return state === 'clear' ? { state, kind: 'arrears', asOf } : { state, kind: 'arrears', asOf, reason: 'noAnswer' };
};
const planned = (state: 'clear' | 'found' | 'unknown', asOf = 8): LookUpAnswer => {
  if (state === 'found') return { state, kind: 'plannedOutage', asOf, cause: '检修', from: 1, until: 2 };
  return state === 'clear'
    ? { state, kind: 'plannedOutage', asOf }
    : { state, kind: 'plannedOutage', asOf, reason: 'notThere' };
};
const run = (procedure: Procedure, events: readonly ProcedureEvent[]): ProcedureRun =>
  events.reduce((before, event) => moveOn(procedure, before, event), beginRun(procedure));

const state = fc.constantFrom('clear' as const, 'found' as const, 'unknown' as const);
const event: fc.Arbitrary<ProcedureEvent> = fc.oneof(
  fc.record({ type: fc.constant('answered' as const), index: fc.integer({ min: -1, max: 9 }) }),
  fc.record({
    type: fc.constant('lookedUp' as const),
    answer: fc.oneof(
      state.map((s) => arrears(s)),
      state.map((s) => planned(s)),
    ),
  }),
  fc.record({ type: fc.constant('wrote' as const), text: fc.string() }),
  fc.constant<ProcedureEvent>({ type: 'wentOn' }),
  fc.constant<ProcedureEvent>({ type: 'tookBack' }),
);

/** An event that fits the step, chosen by a number. */
function fitting(procedure: Procedure, { at, lookedUp }: ProcedureRun, choice: number): ProcedureEvent {
  const step = stepAt(procedure, at);
  const states = ['clear', 'found', 'unknown'] as const;
  switch (step.kind) {
    case 'ask':
      return { type: 'answered', index: choice % step.answers.length };
    case 'check': {
      if (lookedUp) return { type: 'wentOn' };
      const found = states[choice % 3]!;
      return { type: 'lookedUp', answer: step.lookUp === 'arrears' ? arrears(found) : planned(found) };
    }
    case 'write':
      return { type: 'wrote', text: `写 ${String(choice)}` };
    case 'tell':
    case 'end':
      return { type: 'wentOn' };
  }
}

describe('a procedure on its way', () => {
  it('stands on one of its own steps whatever happens, in every procedure', () => {
    fc.assert(
      fc.property(fc.constantFrom(...procedures), fc.array(event, { maxLength: 40 }), (procedure, events) => {
        const { at, taken } = run(procedure, events);
        expect(procedure.steps.some(({ id }) => id === at)).toBe(true);
        const [first] = procedure.steps;
        expect(taken[0]?.step ?? at).toBe(first?.id);
      }),
    );
  });

  it('comes to an end by any answers, and its texts then have every slot filled', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...procedures),
        fc.array(fc.nat({ max: 90 }), { minLength: 130, maxLength: 130 }),
        (procedure, choices) => {
          const formats = { money: (fen: number) => String(fen), time: (at: number) => String(at) };
          let now = beginRun(procedure);
          for (const choice of choices) {
            const text = stepAt(procedure, now.at).text['zh-Hans'];
            expect(fillSlots(text, runSlots(procedure, now, formats))).not.toMatch(/[{}]/u);
            now = moveOn(procedure, now, fitting(procedure, now, choice));
          }
          expect(resultOf(procedure, now)?.ticket).toBeDefined();
        },
      ),
    );
  });

  it('comes back to where it was by one step back after any step', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...procedures),
        fc.array(fc.nat({ max: 90 }), { maxLength: 30 }),
        (procedure, choices) => {
          let now = beginRun(procedure);
          for (const choice of choices) {
            const next = moveOn(procedure, now, fitting(procedure, now, choice));
            if (next.taken.length > now.taken.length)
              expect(moveOn(procedure, next, { type: 'tookBack' })).toEqual(now);
            now = next;
          }
        },
      ),
    );
  });

  it('never takes what could not be found out for passed', () => {
    for (const procedure of procedures) {
      for (const step of procedure.steps) {
        if (step.kind !== 'check') continue;
        const at: ProcedureRun = { procedureId: procedure.id, at: step.id, taken: [] };
        const after = (found: 'clear' | 'unknown'): string => {
          const answer = step.lookUp === 'arrears' ? arrears(found) : planned(found);
          return moveOn(procedure, moveOn(procedure, at, { type: 'lookedUp', answer }), { type: 'wentOn' }).at;
        };
        expect(after('unknown'), `${procedure.id} ${step.id}`).not.toBe(after('clear'));
      }
    }
  });

  it('leads a single house without power through the four checks to a ticket with address and phone', () => {
    const done = run(outage, [
      { type: 'answered', index: 0 },
      { type: 'answered', index: 0 },
      { type: 'answered', index: 0 },
      { type: 'lookedUp', answer: arrears('clear') },
      { type: 'wentOn' },
      { type: 'lookedUp', answer: planned('unknown') },
      { type: 'wentOn' },
      { type: 'wentOn' },
      { type: 'answered', index: 0 },
      { type: 'wrote', text: ' 13900000071 ' },
      { type: 'wrote', text: '恰卜恰镇东巴村 18 号' },
    ]);
    expect(resultOf(outage, done)).toMatchObject({
      ticket: { type: 'faultRepair', subType: 'single-no-power' },
      callerPhone: '13900000071',
      address: '恰卜恰镇东巴村 18 号',
    });
    expect(done.taken.filter(({ kind }) => kind === 'check')).toHaveLength(2);
  });

  it('waits at a check for the answer to that check, and keeps its time', () => {
    const before = run(
      outage,
      [0, 0, 0].map((index) => ({ type: 'answered' as const, index })),
    );
    expect(stepAt(outage, before.at).kind).toBe('check');
    expect(moveOn(outage, before, { type: 'wentOn' })).toBe(before);
    expect(moveOn(outage, before, { type: 'lookedUp', answer: planned('clear') })).toBe(before);
    const asked = moveOn(outage, before, { type: 'lookedUp', answer: arrears('found', 99) });
    expect(asked).toMatchObject({ at: before.at, lookedUp: { asOf: 99 } });
    expect(moveOn(outage, asked, { type: 'wentOn' }).taken.at(-1)).toMatchObject({ found: { asOf: 99 } });
  });
});
