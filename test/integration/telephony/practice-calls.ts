import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultCallOptions } from '../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../src/shared/domain/header-map.ts';
import { scenarioSchema, type Scenario } from '../../../src/shared/domain/scenario.ts';

/** The line of practice calls, as the core hands it to the page. */
export const wire = {
  ...{ kind: 'wire', user: '9527', domain: 'practice.invalid' },
  ...{ headerMap: defaultHeaderMap, calls: defaultCallOptions },
};

/** A scenario of the product whose caller hardly pauses: the pauses of a person would only make the test wait. */
export async function readScenario(name: string): Promise<Scenario> {
  const file = join(import.meta.dirname, '../../../resources/scenarios', `${name}.json`);
  const scenario = scenarioSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const steps = scenario.steps.map((step) => ({
    ...step,
    lines: step.lines.map((line) => ({ ...line, afterMs: 50 })),
  }));
  return { ...scenario, steps };
}

// Expressions for `lab.loud` and `lab.quiet`: what goes out, what comes in, and what the practice caller hears.
export const mine = (callId: string) => `() => lab.telephony.phone.levels('${callId}').mine`;
export const theirs = (callId: string) => `() => lab.telephony.phone.levels('${callId}').theirs`;
export const heardBy = ({ id }: Scenario) => `() => lab.telephony.practice.heardLevel('${id}')`;
