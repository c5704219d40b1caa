import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { knowledgePath } from '../../../src/main/db/knowledge/knowledge-file.ts';
import type { PullItem } from '../../../src/shared/sync/wire.ts';
import { shippedProcedures } from '../../fakes/centre-content.ts';
import { startStore, testFolder } from './test-store.ts';

const [first, second] = shippedProcedures();
if (!first || !second) throw new Error('too few procedures');
const put = (id: string, body: object, schemaVersion = 1): PullItem => ({ op: 'put', id, schemaVersion, body });

/** What is put aside, and why. */
function aside(folder: string): object[] {
  const db = new Database(knowledgePath(folder), { readonly: true });
  try {
    return db.prepare<[], object>('SELECT stream, id, reason FROM parked ORDER BY id').all();
  } finally {
    db.close();
  }
}

test('procedures of the centre stay across a restart; one that is broken or of a newer kind is put aside, and its elder stays', async () => {
  const folder = testFolder();
  const store = startStore(folder, []);
  await store.open();
  const good = { ...first, version: 2 };
  await store.applyPull('procedures', [put(first.id, good), put(second.id, second)], 'p1');
  const at = first.steps.findIndex(({ kind }) => kind === 'tell');
  const circle = first.steps.map((step, i) => (i === at ? { ...step, to: step.id } : step));
  const page = [
    put(first.id, { ...first, version: 3, steps: circle }),
    put('of-tomorrow', { ...first, id: 'of-tomorrow', wholly: 'new' }, 2),
    put('misnamed', first),
    put(second.id, { ...second, version: 5 }),
  ];
  // Told by name and reason, never by what stood there.
  const circled = { id: first.id, reason: `custom at steps.${String(at)}` };
  expect((await store.applyPull('procedures', page, 'p2')).parked).toEqual([
    circled,
    { id: 'of-tomorrow', reason: 'schema version 2' },
    { id: 'misnamed', reason: 'id differs' },
  ]);
  expect(await store.procedures()).toEqual([good, { ...second, version: 5 }].sort((a, b) => (a.id < b.id ? -1 : 1)));
  expect((await store.cache()).parked).toBe(3);
  await store.close();
  expect(aside(folder)).toEqual([
    { stream: 'procedures', ...circled },
    { stream: 'procedures', id: 'misnamed', reason: 'id differs' },
    { stream: 'procedures', id: 'of-tomorrow', reason: 'schema version 2' },
  ]);

  const again = startStore(folder, []);
  await again.open();
  expect(await again.pullCursor('procedures')).toBe('p2');
  // Mended at the centre, and taken back.
  await again.applyPull('procedures', [put(first.id, { ...first, version: 4 }), { op: 'drop', id: second.id }], 'p3');
  expect((await again.procedures()).map(({ id, version }) => [id, version])).toEqual([[first.id, 4]]);
  expect((await again.cache()).parked).toBe(2);
  // A pass from the beginning that does not bring it: it is gone at the centre.
  await again.applyPull('procedures', [], 'p4', { isFirst: true, isLast: true });
  await expect.poll(() => again.procedures()).toEqual([]);
  await again.close();
});

test('there is one list of questions, of this centre or none', async () => {
  const store = startStore(testFolder(), []);
  await store.open();
  expect(await store.questions()).toBeUndefined();
  const list = { id: 'top', updatedAt: 1, questions: [{ question: '没电', domain: 'power', article: 'power-outage' }] };
  const empty = { ...list, questions: [] };
  await store.applyPull('questions', [put('top', list), put('other', { ...list, id: 'other' })], 'q1');
  expect(await store.questions()).toEqual(list);
  await store.applyPull('questions', [put('top', empty)], 'q2');
  expect(await store.questions()).toEqual(list);
  expect((await store.cache()).parked).toBe(2);
  await store.applyPull('questions', [{ op: 'drop', id: 'top' }], 'q3');
  expect(await store.questions()).toBeUndefined();
  await store.close();
});
