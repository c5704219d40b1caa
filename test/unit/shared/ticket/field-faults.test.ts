import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormField, TicketForm } from '../../../../src/shared/domain/ticket-form.ts';
import type { FormAnswer } from '../../../../src/shared/domain/ticket.ts';
import { fieldFaults, isPhone } from '../../../../src/shared/ticket/field-faults.ts';
import { answerOf, askedFields, isRequired, type FormContent } from '../../../../src/shared/ticket/form-answers.ts';
import { shippedForm, shippedForms } from '../../../../src/shared/ticket/form-shelf.ts';
import { settleAnswers } from '../../../../src/shared/ticket/settle-answers.ts';

const now = Date.UTC(2026, 10, 22, 6, 4);
const empty: FormContent = {
  ...{ callerName: '', callerPhone: '', area: '', address: '', description: '' },
  ...{ subType: '', updatedAt: now },
};

function faultForm(): TicketForm {
  const form = shippedForm('faultRepair', 1);
  if (!form) throw new Error('no form of a fault');
  return form;
}

const answer = fc.oneof(
  fc.constantFrom<FormAnswer>(
    '',
    ' ',
    'some',
    'building',
    'sms',
    '12.50',
    '13900000071',
    'abc',
    true,
    false,
    now,
    0,
    -1,
  ),
  fc.string({ maxLength: 12 }),
  fc.integer(),
);

/** Any answers to any form, of conditions that hold or not. */
const filled = fc.constantFrom(...shippedForms).chain((form) => {
  const subTypes = form.fields.flatMap(({ shownWhen, required }) =>
    [shownWhen, required].flatMap((it) => (typeof it === 'object' && it.field === 'subType' ? it.anyOf : [])),
  );
  return fc.record({
    form: fc.constant(form),
    content: fc.record({
      subType: fc.constantFrom('', 'other', ...subTypes.map(String)),
      callerName: fc.string({ maxLength: 5 }),
      callerPhone: fc.constantFrom('', '13900000071', 'nobody'),
      area: fc.constantFrom('', 'hainan'),
      address: fc.constantFrom('', '恰卜恰镇'),
      description: fc.constantFrom('', '没有电'),
      updatedAt: fc.constant(now),
      answers: fc.dictionary(fc.constantFrom(...form.fields.map(({ id }) => id), 'stranger'), answer),
    }),
  });
});

describe('any answers to any form', () => {
  it('are faultless or have their fault named, and a required field is missed exactly when it is asked and empty', () => {
    fc.assert(
      fc.property(filled, ({ form, content }) => {
        const settled = settleAnswers(form, content);
        const asked = askedFields(form, settled);
        const missed = fieldFaults(form, settled).filter(({ code }) => code === 'required');
        const expected = asked.filter(
          (field) => isRequired(field, asked, settled) && answerOf(field, settled) === undefined,
        );
        expect(missed.map(({ field }) => field)).toEqual(expected.map(({ id }) => id));
        for (const { field } of fieldFaults(form, settled)) expect(asked.map(({ id }) => id)).toContain(field);
      }),
    );
  });

  it('are settled once: nothing that is not asked is left, and settling again changes nothing', () => {
    fc.assert(
      fc.property(filled, ({ form, content }) => {
        const settled = settleAnswers(form, content);
        expect(settleAnswers(form, settled)).toEqual(settled);
        expect(fieldFaults(form, settled).filter(({ code }) => code === 'notAsked')).toEqual([]);
      }),
    );
  });

  it('cannot make a fault ticket pass without phone and address', () => {
    fc.assert(
      fc.property(filled, ({ content }) => {
        const faults = fieldFaults(
          faultForm(),
          settleAnswers(faultForm(), { ...content, callerPhone: ' ', address: '' }),
        );
        expect(faults).toContainEqual({ field: 'callerPhone', code: 'required' });
        expect(faults).toContainEqual({ field: 'address', code: 'required' });
      }),
    );
  });
});

const label = { 'zh-CN': '问', en: 'Q' };
const hourMs = 3_600_000;

describe('one answer', () => {
  const cases: [FormField, FormAnswer, string | undefined, number?][] = [
    [{ id: 'q', label, kind: 'text', minLength: 2 }, '啊', 'tooShort', 2],
    [{ id: 'q', label, kind: 'text', maxLength: 2 }, '一二三', 'tooLong', 2],
    [{ id: 'q', label, kind: 'text' }, 7, 'notText'],
    [{ id: 'q', label, kind: 'phone' }, 'nobody', 'notAPhone'],
    [{ id: 'q', label, kind: 'phone' }, '0974-8512345', undefined],
    [{ id: 'q', label, kind: 'area' }, 'nowhere', 'notAnArea'],
    [{ id: 'q', label, kind: 'area' }, 'hainan', undefined],
    [{ id: 'q', label, kind: 'yesNo' }, 'yes', 'notYesOrNo'],
    [{ id: 'q', label, kind: 'yesNo' }, false, undefined],
    [{ id: 'q', label, kind: 'amount', minFen: 100 }, '0.99', 'tooSmall', 100],
    [{ id: 'q', label, kind: 'amount', maxFen: 100 }, '1,280.5', 'tooLarge', 100],
    [{ id: 'q', label, kind: 'amount' }, 'much', 'notAnAmount'],
    [{ id: 'q', label, kind: 'amount' }, -5, 'notAnAmount'],
    [{ id: 'q', label, kind: 'dateTime' }, 'yesterday', 'notATime'],
    [{ id: 'q', label, kind: 'dateTime', latestHours: 0 }, now + 1, 'tooLate', now],
    [{ id: 'q', label, kind: 'dateTime', earliestHours: -1 }, now - hourMs - 1, 'tooEarly', now - hourMs],
    [
      {
        id: 'q',
        label,
        kind: 'choice',
        choices: [
          { id: 'a', label },
          { id: 'b', label },
        ],
      },
      'c',
      'notAChoice',
    ],
  ];

  it.each(cases)('%j: %j is %s', (field, given, code, bound) => {
    const form: TicketForm = { type: 'opinion', version: 1, fields: [field] };
    const faults = fieldFaults(form, settleAnswers(form, { ...empty, answers: { q: given } }), new Set(['hainan']));
    const fault = { field: 'q', code, ...(bound === undefined ? {} : { bound }) };
    expect(faults).toEqual(code === undefined ? [] : [fault]);
  });

  it('takes a typed amount as its value, to the last cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (fen) => {
        const form: TicketForm = { type: 'opinion', version: 1, fields: [{ id: 'q', label, kind: 'amount' }] };
        const typed = `¥${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`;
        expect(settleAnswers(form, { ...empty, answers: { q: typed } }).answers).toEqual({ q: fen });
      }),
    );
  });

  it('that nobody asked for is a fault to whoever receives it', () => {
    const hidden = { ...empty, subType: 'single-no-power', callerPhone: '13900000071', address: '恰卜恰镇' };
    expect(fieldFaults(faultForm(), { ...hidden, answers: { hazardPlace: '变压器旁' } })).toEqual([
      { field: 'hazardPlace', code: 'notAsked' },
    ]);
    expect(settleAnswers(faultForm(), { ...hidden, answers: { hazardPlace: '变压器旁' } })).not.toHaveProperty(
      'answers',
    );
  });
});

it('takes numbers as people write them', () => {
  expect(['+86 139 0000 0071', '0974-8512345 转 3', '95598', '(0971)8123456'].every(isPhone)).toBe(true);
  expect(['', 'sip:alice', '12', '没有'].some(isPhone)).toBe(false);
});
