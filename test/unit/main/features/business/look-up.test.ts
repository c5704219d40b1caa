import { describe, expect, it } from 'vitest';
import type { BusinessPort } from '../../../../../src/main/features/business/business-port.ts';
import { createDemoBusiness } from '../../../../../src/main/features/business/demo-business.ts';
import { lookUp } from '../../../../../src/main/features/business/look-up.ts';
import type { LookUpAnswer } from '../../../../../src/shared/domain/look-up.ts';

const at = 1_700_000_000_000;
const now = (): number => at;
const question = { kind: 'arrears', accountNo: '0630' } as const;
const unknown = (reason: string): object => ({ state: 'unknown', kind: 'arrears', asOf: at, reason });
const answering = (answer: unknown): BusinessPort => ({ ask: () => Promise.resolve(answer as LookUpAnswer) });

describe('the look-up to the business system', () => {
  it('answers unknown, with its time and why, whatever goes wrong', async () => {
    expect(await lookUp(undefined, question, now)).toEqual(unknown('notConnected'));
    expect(await lookUp(answering(undefined), question, now)).toEqual(unknown('notThere'));
    expect(await lookUp(answering(undefined), { kind: 'arrears' }, now)).toEqual(unknown('nothingToAsk'));
    expect(await lookUp({ ask: () => Promise.reject(new Error('down')) }, question, now)).toEqual(unknown('noAnswer'));
  });

  it('takes no answer to another question and none that is badly formed', async () => {
    expect(await lookUp(answering({ state: 'clear', kind: 'bill', asOf: 1 }), question, now)).toEqual(
      unknown('noAnswer'),
    );
    expect(await lookUp(answering({ state: 'found', kind: 'arrears', asOf: 1 }), question, now)).toEqual(
      unknown('noAnswer'),
    );
    expect(await lookUp(answering({ state: 'clear', kind: 'arrears' }), question, now)).toEqual(unknown('noAnswer'));
  });

  it('does not keep a caller waiting, and lets the question go', async () => {
    let isGivenUp = false;
    const silent: BusinessPort = {
      ask: (_question, signal) =>
        new Promise(() => {
          signal.addEventListener('abort', () => (isGivenUp = true));
        }),
    };
    expect(await lookUp(silent, question, now, 5)).toEqual(unknown('noAnswer'));
    expect(isGivenUp).toBe(true);
  });

  it('is answered in the demo by a sample connector that does not know everything', async () => {
    const demo = createDemoBusiness('resources', now);
    const ask = (accountNo: string): Promise<LookUpAnswer> => lookUp(demo, { kind: 'arrears', accountNo }, now);
    expect(await ask('0630 0000 2231')).toEqual({ state: 'found', kind: 'arrears', asOf: at, amountFen: 12_860 });
    expect(await ask('0630 0000 8812')).toEqual({ state: 'clear', kind: 'arrears', asOf: at });
    expect(await ask('0630 0000 0000')).toEqual(unknown('notThere'));
    const area = (name: string): Promise<LookUpAnswer> => lookUp(demo, { kind: 'plannedOutage', area: name }, now);
    expect(await area('guide')).toMatchObject({ state: 'found', asOf: at, until: at + 290 * 60_000 });
    expect(await area('yushu')).toMatchObject({ state: 'unknown', reason: 'notThere' });
  });
});
