import { describe, expect, it } from 'vitest';
import { ticketFormSchema } from '../../../../src/shared/domain/ticket-form.ts';
import { currentForm, formOf } from '../../../../src/shared/ticket/form-shelf.ts';
import type { PullItem } from '../../../../src/shared/sync/wire.ts';
import { formOfDraft, knownForms } from '../../../../src/main/features/tickets/known-forms.ts';
import { useSeat } from './seat-fixture.ts';
import { makeDraft } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });
const label = { 'zh-CN': '问', en: 'Q' };
const form = (version: number) =>
  ticketFormSchema.parse({ type: 'opinion', version, fields: [{ id: 'damage', label, kind: 'amount' }] });
const put = (version: number, schemaVersion = 1): PullItem => ({
  ...{ op: 'put', id: `opinion.${String(version)}`, schemaVersion },
  body: { ...form(version), updatedAt: 1 },
});
const whole = { isFirst: true, isLast: true };

describe('the forms of a seat', () => {
  it('stay with the drafts that were begun with them, whatever the centre takes back', async () => {
    await seat.store.applyPull('forms', [put(100), put(101)], 'one', whole);
    const draft = { ...makeDraft(), type: 'opinion' as const, formVersion: 101, answers: { damage: '12.' } };
    await seat.store.saveDraft(draft);
    await seat.store.applyPull('forms', [{ op: 'drop', id: 'opinion.101' }], 'two');
    await seat.reopen();
    expect(await seat.store.pullCursor('forms')).toBe('two');
    const [kept] = await seat.store.listDrafts();
    expect(kept).toMatchObject({ formVersion: 101, answers: { damage: '12.' } });
    expect(await formOfDraft(seat.store, draft)).toEqual(form(101));
    const known = await knownForms(seat.store);
    expect(currentForm(known, 'opinion')).toEqual(form(100));
    expect(formOf(known.forms, { type: 'opinion', formVersion: 1 })?.version).toBe(1);
  });

  it('are withdrawn when a pass through all of them does not bring them again', async () => {
    await seat.store.applyPull('forms', [put(100), put(101)], 'one', whole);
    await seat.store.applyPull('forms', [put(100)], 'two', { isFirst: true, isLast: false });
    expect((await seat.store.centreForms()).withdrawn).toEqual([]);
    await seat.store.applyPull('forms', [], 'three', { isFirst: false, isLast: true });
    expect(await seat.store.centreForms()).toEqual({ forms: [form(100), form(101)], withdrawn: ['opinion.101'] });
  });

  it('of a newer build, broken ones and such under another name are kept for later and not used', async () => {
    const broken: PullItem = { op: 'put', id: 'opinion.103', schemaVersion: 1, body: { type: 'opinion' } };
    const renamed: PullItem = { op: 'put', id: 'opinion.104', schemaVersion: 1, body: { ...form(105), updatedAt: 1 } };
    await seat.store.applyPull('forms', [put(100), put(102, 2), broken, renamed], 'one', whole);
    expect((await seat.store.centreForms()).forms).toEqual([form(100)]);
    expect(await formOfDraft(seat.store, { type: 'opinion', formVersion: 102 })).toBeUndefined();
  });
});
