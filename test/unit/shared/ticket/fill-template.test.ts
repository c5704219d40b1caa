import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TicketForm } from '../../../../src/shared/domain/ticket-form.ts';
import { ticketDraftSchema, type TicketDraft } from '../../../../src/shared/domain/ticket.ts';
import { fillTemplate, templateOf } from '../../../../src/shared/ticket/fill-template.ts';

const form: TicketForm = {
  ...{ type: 'complaint', version: 100 },
  fields: [
    { id: 'callerPhone', kind: 'phone', label: { 'zh-CN': '电话', en: 'Phone' } },
    { id: 'description', kind: 'longText', label: { 'zh-CN': '说明', en: 'What' } },
    { id: 'isUrgent', kind: 'yesNo', label: { 'zh-CN': '急', en: 'Urgent' } },
    { id: 'otherPhone', kind: 'phone', label: { 'zh-CN': '另一电话', en: 'Other' } },
    { id: 'story', kind: 'longText', label: { 'zh-CN': '经过', en: 'Story' } },
  ],
};
const empty: TicketDraft = ticketDraftSchema.parse({
  ...{ id: '0198f3d0-0000-7000-8000-000000000001', type: 'complaint', subType: '', callerName: '卓玛' },
  ...{ callerPhone: '13900000071', area: 'hainan', address: '恰卜恰', description: '', priority: 'low' },
  ...{ isPriorityChosen: false, isDueChosen: false, createdAt: 1, updatedAt: 1 },
});
const text = fc.constantFrom('', ' ', 'a', '停电');

test('fills what is empty and never what was typed or chosen', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), text, (subType, description, isPriorityChosen, story) => {
      const draft: TicketDraft = { ...empty, subType, description, isPriorityChosen, answers: { story } };
      const template = {
        subType: 'service',
        description: '模板',
        priority: 'high',
        answers: { story: '经过' },
      } as const;
      const filled = { ...draft, ...fillTemplate(draft, form, template) };
      expect(filled.subType).toBe(subType === '' ? 'service' : subType);
      expect(filled.description).toBe(description.trim() === '' ? '模板' : description);
      expect(filled.priority).toBe(isPriorityChosen ? 'low' : 'high');
      expect(filled.answers?.['story']).toBe(story === '' ? '经过' : story);
      // Once more changes nothing.
      expect({ ...filled, ...fillTemplate(filled, form, template) }).toEqual(filled);
    }),
  );
});

test('an answer that is false or 0 was given, and one that the form does not ask is left out', () => {
  const draft: TicketDraft = { ...empty, answers: { isUrgent: false } };
  expect(fillTemplate(draft, form, { answers: { isUrgent: true, colour: 'red', callerPhone: '1' } })).toEqual({});
});

test('what is kept of a draft says nothing of its caller', () => {
  const answers = { isUrgent: true, otherPhone: '13900000072', story: '  经过  ' };
  const draft: TicketDraft = { ...empty, subType: 'service', description: ' 已致歉 ', answers };
  expect(templateOf(draft, form)).toEqual({
    ...{ type: 'complaint', subType: 'service', description: '已致歉' },
    answers: { isUrgent: true, story: '  经过  ' },
  });
  expect(templateOf(empty, form)).toEqual({ type: 'complaint' });
});
