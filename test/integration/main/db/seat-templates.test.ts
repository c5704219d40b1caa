import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mostTemplates, type OwnTemplate } from '../../../../src/shared/domain/ticket-template.ts';
import { now, useSeat } from './seat-fixture.ts';
import { must } from './test-centre.ts';

const seat = useSeat({ isSignedIn: true });
const template = (changes: Partial<OwnTemplate> = {}): OwnTemplate => ({
  ...{ id: randomUUID(), name: '多户停电', type: 'faultRepair', savedAt: now, description: 'transformer template' },
  ...changes,
});

describe('the templates of a seat', () => {
  it('are kept over openings, replaced by id, removed, and the last saved stands first', async () => {
    const [first, second] = [template(), template({ name: '表计异常', savedAt: now + 1 })];
    must(await seat.store.saveTemplate(first));
    must(await seat.store.saveTemplate(second));
    await seat.reopen();
    expect(await seat.store.ticketTemplates()).toEqual([second, first]);
    const renamed = { ...first, name: '整村停电', savedAt: now + 2 };
    must(await seat.store.saveTemplate(renamed));
    expect(await seat.store.ticketTemplates()).toEqual([renamed, second]);
    await seat.store.removeTemplate(second.id);
    expect(await seat.store.ticketTemplates()).toEqual([renamed]);
  });

  it('can’t be read on the disk', async () => {
    must(await seat.store.saveTemplate(template()));
    await seat.store.close();
    expect(readFileSync(seat.seatFile('9527.db')).includes('transformer')).toBe(false);
  });

  it('are so many at the most; one that is there may still be changed', async () => {
    const all = Array.from({ length: mostTemplates }, (_, nth) => template({ name: String(nth) }));
    for (const each of all) must(await seat.store.saveTemplate(each));
    expect(await seat.store.saveTemplate(template())).toMatchObject({
      ...{ ok: false, error: { code: 'ticket.tooManyTemplates', params: { most: mostTemplates } } },
    });
    const [one] = all;
    if (!one) throw new Error('no template was made');
    must(await seat.store.saveTemplate({ ...one, name: '改名' }));
    expect(await seat.store.ticketTemplates()).toHaveLength(mostTemplates);
  });
});
