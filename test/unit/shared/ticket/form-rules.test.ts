import { describe, expect, it } from 'vitest';
import { ticketFormSchema, type FormField } from '../../../../src/shared/domain/ticket-form.ts';
import { currentForm, formOf, shippedForms } from '../../../../src/shared/ticket/form-shelf.ts';
import { ticketTypes } from '../../../../src/shared/domain/ticket.ts';

const label = { 'zh-CN': '问', en: 'Q' };
const yes: FormField = { id: 'isSafe', label, kind: 'yesNo' };
const pick: FormField = {
  id: 'pick',
  label,
  kind: 'choice',
  choices: [
    { id: 'a', label },
    { id: 'b', label },
  ],
};

function reasons(type: string, fields: readonly unknown[]): string[] {
  const read = ticketFormSchema.safeParse({ type, version: 100, fields });
  return read.success ? [] : read.error.issues.map(({ message }) => message);
}

describe('a form', () => {
  it.each<[string, unknown[]]>([
    ['isSafe is asked twice', [yes, yes]],
    ['status is asked in every ticket', [{ ...yes, id: 'status' }]],
    ['callerPhone is of kind phone', [{ id: 'callerPhone', label, kind: 'text' }]],
    ['later is not asked before this field', [{ ...yes, shownWhen: { field: 'later', anyOf: [true] } }]],
    ['isSafe is not asked before this field', [{ ...yes, shownWhen: { field: 'isSafe', anyOf: [true] } }]],
    ['isSafe is yes or no', [yes, { ...pick, shownWhen: { field: 'isSafe', anyOf: ['true'] } }]],
    ['pick has no choice c', [pick, { ...yes, required: { field: 'pick', anyOf: ['a', 'c'] } }]],
    [
      'text is neither a choice nor yes or no',
      [
        { id: 'text', label, kind: 'text' },
        { ...yes, shownWhen: { field: 'text', anyOf: ['a'] } },
      ],
    ],
    ['the lower bound is above the upper', [{ id: 'sum', label, kind: 'amount', minFen: 2, maxFen: 1 }]],
    [
      'a choice stands there twice',
      [
        {
          ...pick,
          choices: [
            { id: 'a', label },
            { id: 'a', label },
          ],
        },
      ],
    ],
  ])('is refused: %s', (reason, fields) => {
    expect(reasons('opinion', fields)).toEqual([reason]);
  });

  it('of a fault must always ask for phone and address', () => {
    const phone = { id: 'callerPhone', label, kind: 'phone', required: true };
    const address = { id: 'address', label, kind: 'address', required: { field: 'subType', anyOf: ['x'] } };
    expect(reasons('faultRepair', [phone, address])).toEqual(['a fault ticket must have address']);
    expect(reasons('faultRepair', [phone, { ...address, required: true }])).toEqual([]);
  });
});

describe('the shelf', () => {
  const [old, fresh] = [100, 101].map((version) => ticketFormSchema.parse({ type: 'opinion', version, fields: [yes] }));
  if (!old || !fresh) throw new Error('no forms');
  const forms = [...shippedForms, old, fresh];

  it('has a form for every type', () => {
    expect(ticketTypes.filter((type) => !currentForm({ forms: shippedForms, withdrawn: [] }, type))).toEqual([]);
  });

  it('begins with the newest that was not taken back, and finishes with the one a draft began with', () => {
    expect(currentForm({ forms, withdrawn: [] }, 'opinion')).toBe(fresh);
    expect(currentForm({ forms, withdrawn: ['opinion.101'] }, 'opinion')).toBe(old);
    expect(formOf(forms, { type: 'opinion', formVersion: 100 })).toBe(old);
    expect(formOf(forms, { type: 'opinion', formVersion: 101 })).toBe(fresh);
    expect(formOf(forms, { type: 'opinion' })?.version).toBe(1);
  });
});
