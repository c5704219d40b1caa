import { expect, it } from 'vitest';
import { planRestart } from '../../../../src/main/shell/browser/launcher/restart-plan.ts';

function delays(hasOpened: boolean, runsMs: readonly number[]): number[] {
  let shortRunsBefore = 0;
  return runsMs.map((ranMs) => {
    const plan = planRestart({ ranMs, hasOpened, shortRunsBefore });
    shortRunsBefore = plan.shortRuns;
    return plan.delayMs;
  });
}

it('starts a killed core again at once', () => {
  expect(delays(true, [3_600_000])).toEqual([0]);
});

it('waits longer and longer for a core that never comes up', () => {
  expect(delays(false, [10, 10, 10, 10, 10, 10])).toEqual([0, 250, 1000, 3000, 10_000, 10_000]);
});

it('brings a core that was up back soon, however often it is killed', () => {
  expect(delays(true, [900, 900, 900, 900, 900, 900, 900])).toEqual([0, 250, 250, 250, 250, 250, 250]);
});

it('counts anew after a long run', () => {
  expect(delays(false, [10, 10, 10, 60_000, 10])).toEqual([0, 250, 1000, 0, 250]);
});
