import { describe, expect, it } from 'vitest';
import { editDraft, newDraft } from '../../../../src/renderer/features/tickets/new-draft.ts';
import { shippedShelf } from '../../../../src/shared/ticket/form-shelf.ts';
import type { TicketCatalog } from '../../../../src/shared/domain/ticket-catalog.ts';

const catalog: TicketCatalog = {
  schemaVersion: 1,
  types: [
    {
      id: 'consultation',
      defaultPriority: 'low',
      subTypes: [{ id: 'bill', label: { 'zh-CN': '电费', en: 'Bill' } }],
    },
    {
      id: 'faultRepair',
      defaultPriority: 'high',
      promiseMinutes: { town: 45, country: 90, remote: 120 },
      subTypes: [
        { id: 'single', label: { 'zh-CN': '单户', en: 'Single' } },
        { id: 'danger', label: { 'zh-CN': '险情', en: 'Danger' }, priority: 'critical' },
      ],
    },
  ],
  areas: [
    { id: 'town', kind: 'town', label: { 'zh-CN': '城', en: 'Town' }, aliases: [] },
    { id: 'far', kind: 'remote', label: { 'zh-CN': '远', en: 'Far' }, aliases: [] },
  ],
};

const basis = { catalog, forms: shippedShelf };

describe('a new draft', () => {
  it('takes what the call knows, and type and sub-type from the article used', () => {
    const article = { id: 'a1', ticketType: 'consultation', ticketSubType: 'bill' } as never;
    const draft = newDraft(basis, { callerPhone: '+8613900000001', area: 'town', address: '东巴村' }, article, 1000);
    expect(draft).toMatchObject({
      type: 'consultation',
      subType: 'bill',
      callerPhone: '+8613900000001',
      address: '东巴村',
      articleId: 'a1',
    });
    expect(draft.dueAt).toBeUndefined();
  });
});

describe('editing', () => {
  const draft = newDraft(basis, { area: 'town' }, undefined, 0);

  it('computes priority and due date from type, sub-type and area', () => {
    const fault = editDraft(basis, draft, { type: 'faultRepair', subType: 'danger' }, 5);
    expect(fault).toMatchObject({ priority: 'critical', dueAt: 45 * 60_000 });
    expect(editDraft(basis, fault, { area: 'far' }, 6).dueAt).toBe(120 * 60_000);
  });

  it('leaves alone what the agent set himself', () => {
    const chosen = editDraft(
      basis,
      draft,
      { priority: 'high', isPriorityChosen: true, dueAt: 777, isDueChosen: true },
      5,
    );
    const fault = editDraft(basis, chosen, { type: 'faultRepair', subType: 'danger', area: 'far' }, 6);
    expect(fault).toMatchObject({ priority: 'high', dueAt: 777 });
  });

  it('drops a sub-type that the new type does not have, and a due date that was cleared', () => {
    const bill = editDraft(basis, draft, { subType: 'bill' }, 5);
    const fault = editDraft(basis, bill, { type: 'faultRepair' }, 6);
    expect(fault.subType).toBe('');
    expect(editDraft(basis, fault, { dueAt: undefined, isDueChosen: true }, 7)).not.toHaveProperty('dueAt');
  });
});
