import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  codeFields,
  configOfForm,
  emptyForm,
  formOfConfig,
  headerFacts,
  type SeatForm,
} from '../../../../../src/renderer/features/setup/seat-form.ts';
import { uiLocales } from '../../../../../src/shared/domain/language.ts';
import { callerLanguages } from '../../../../../src/shared/language/languages.ts';
import { checkSeatConfig } from '../../../../../src/shared/setup/check-seat-config.ts';
import { wholeSeat } from '../../../shared/setup/seat-samples.ts';

const typed = fc.string({ maxLength: 20 });
const headerNames = fc.array(fc.stringMatching(/^[A-Za-z-]{1,8}$/), { maxLength: 3 }).map((names) => names.join(', '));
const codes = fc.array(fc.stringMatching(/^[0-9*#]{1,5}$/), { maxLength: 2 }).map((written) => written.join(', '));
const form: fc.Arbitrary<SeatForm> = fc.record({
  name: typed,
  region: typed,
  centre: fc.record({ name: typed, url: typed, sealingKey: typed, signingKey: typed }),
  hasExchange: fc.constant(true),
  exchange: fc.record({
    servers: fc.array(typed, { minLength: 1, maxLength: 3 }),
    domain: typed,
    iceServers: fc.array(fc.record({ url: typed, username: typed, credential: typed }), { maxLength: 2 }),
    featureCodes: fc.record(Object.fromEntries(codeFields.map((field) => [field, codes]))),
    rest: fc.constantFrom(
      {},
      { featureCodes: { hangUpAfterMs: 0 } },
      { digits: 'info' },
      { autoAnswer: [{ queue: 'power', afterMs: 3000 }], hasEarlyMedia: false },
    ),
  }),
  callers: fc.shuffledSubarray([...callerLanguages()]),
  locale: fc.constantFrom('' as const, ...uiLocales),
  headerMap: fc.record(Object.fromEntries(headerFacts.map((fact) => [fact, headerNames]))),
});

describe('the fields of a seat', () => {
  test('whatever was typed, right or wrong, survives the way through a file', () => {
    fc.assert(
      fc.property(form, (filled) => {
        expect(formOfConfig(JSON.parse(JSON.stringify(configOfForm(filled))))).toEqual(filled);
      }),
    );
  });

  test('any file gives fields', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(Object.keys(formOfConfig(value)).sort()).toEqual(Object.keys(emptyForm).sort());
      }),
    );
  });

  test('a right file gives a right form, a wrong value stands in its field', () => {
    const filled = formOfConfig(wholeSeat());
    expect(checkSeatConfig(configOfForm(filled))).toEqual(checkSeatConfig(wholeSeat()));
    const wrong = formOfConfig({ ...wholeSeat(), exchange: { servers: 'wss://a.example', domain: 7 } });
    expect(wrong.exchange).toMatchObject({ servers: ['wss://a.example'], domain: '7' });
  });

  test('an empty form lacks what a person has to know, and nothing else', () => {
    const checked = checkSeatConfig(configOfForm(emptyForm));
    expect(checked.isRight || checked.problems.map(({ field }) => field)).toEqual([
      ...['name', 'centre.name', 'centre.url', 'centre.sealingKey', 'centre.signingKey'],
      ...['exchange.servers.0', 'exchange.domain'],
    ]);
  });

  test('an exchange without a code has no feature codes', () => {
    expect(JSON.stringify(configOfForm(emptyForm))).not.toContain('featureCodes');
  });

  test('headers as the product has them are left out of the file', () => {
    expect(configOfForm(emptyForm)).toMatchObject({ headerMap: {} });
    const changed = { ...emptyForm, headerMap: { ...emptyForm.headerMap, queue: 'X-Skill，X-Queue' } };
    expect(configOfForm(changed)).toMatchObject({ headerMap: { queue: ['X-Skill', 'X-Queue'] } });
  });
});
