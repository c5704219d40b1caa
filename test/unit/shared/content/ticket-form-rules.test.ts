import { expect, it } from 'vitest';
import catalogFile from '../../../../resources/ticket-catalog.json' with { type: 'json' };
import { ticketFormProblems } from '../../../../src/shared/content/ticket-form-rules.ts';
import { ticketCatalogSchema } from '../../../../src/shared/domain/ticket-catalog.ts';
import { ticketFormSchema, type FormField, type TicketForm } from '../../../../src/shared/domain/ticket-form.ts';
import { shippedForms } from '../../../../src/shared/ticket/form-shelf.ts';

const catalog = ticketCatalogSchema.parse(catalogFile);
const label = { 'zh-CN': '问', en: 'Q' };
const field: FormField = { id: 'isSafe', label, kind: 'yesNo' };

function reasons(whose: 'shipped' | 'centre', ...forms: readonly TicketForm[]): string[] {
  return ticketFormProblems([{ file: 'forms.json', content: { forms } }], catalog, whose).map(({ reason }) => reason);
}
const opinion = (version: number, ...fields: readonly FormField[]): TicketForm =>
  ticketFormSchema.parse({ type: 'opinion', version, fields });

it('finds nothing wrong with the forms that come with the desk', () => {
  expect(reasons('shipped', ...shippedForms)).toEqual([]);
  expect(reasons('shipped', ...shippedForms.filter(({ type }) => type !== 'report'))).toEqual(['report has no form']);
});

it('keeps the versions of the desk and of a centre apart', () => {
  expect(reasons('centre', opinion(100, field))).toEqual([]);
  expect(reasons('centre', opinion(99, field))).toEqual(['versions up to 99 come with the desk']);
  expect(reasons('shipped', ...shippedForms, opinion(100, field))).toEqual(['versions above 99 are a centre’s']);
  expect(reasons('centre', opinion(100, field), opinion(100, field))).toHaveLength(1);
});

it('knows the sub-types and areas that a condition may name, and the letters of a label', () => {
  const when = (subject: string, id: string): FormField => ({ ...field, shownWhen: { field: subject, anyOf: [id] } });
  expect(reasons('centre', opinion(100, when('subType', 'bill')))).toEqual([]);
  expect(reasons('centre', opinion(100, when('subType', 'line-danger')))).toEqual([
    '"line-danger" is no subType of opinion in the ticket catalog',
  ]);
  expect(reasons('centre', opinion(100, when('area', 'lhasa')))).toEqual([
    '"lhasa" is no area of opinion in the ticket catalog',
  ]);
  expect(reasons('centre', opinion(100, { ...field, label: { 'zh-CN': '問題', en: 'Q' } }))).toHaveLength(1);
});
