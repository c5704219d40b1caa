import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProcedures } from '../../../../../src/main/features/knowledge/procedures.ts';
import { createCatalog } from '../../../../../src/main/features/tickets/ticket-catalog.ts';
import type { Procedure } from '../../../../../src/shared/domain/procedure.ts';
import { publishedProcedureSchema } from '../../../../../src/shared/procedure/published-procedure.ts';
import type { LogFacts } from '../../../../../src/main/log.ts';
import { shippedProcedures } from '../../../../fakes/centre-content.ts';

const resourcesFolder = join(import.meta.dirname, '../../../../../resources');

function openProcedures(ofCentre: readonly Procedure[]) {
  const told: (LogFacts | undefined)[] = [];
  const log = {
    info: () => undefined,
    warn: (_: string, facts?: LogFacts) => void told.push(facts),
    bug: () => undefined,
  };
  const catalog = createCatalog(resourcesFolder);
  const all = createProcedures({ resourcesFolder, log, catalog, ofCentre: () => Promise.resolve(ofCentre) });
  return { all, told };
}

const shipped = shippedProcedures();
const [first, second, third] = shipped;
if (!first || !second || !third) throw new Error('too few procedures');

test('those of the centre take the place of the desk’s, and one that is retired takes it away', async () => {
  const own = { ...first, id: 'of-this-centre' };
  const { all, told } = openProcedures([{ ...first, version: 9 }, { ...second, status: 'retired' }, own]);
  const inUse = await all();
  expect(inUse.find(({ id }) => id === first.id)?.version).toBe(9);
  expect(inUse.map(({ id }) => id)).not.toContain(second.id);
  expect(inUse.at(-1)).toEqual(own);
  expect(inUse).toHaveLength(shipped.length);
  expect(told).toEqual([]);
});

test('one that ends in a ticket this desk does not know leaves the desk’s own in its place, and is told of', async () => {
  const steps = third.steps.map((step) =>
    step.kind === 'end' ? { ...step, ticket: { ...step.ticket, subType: 'of-tomorrow' } } : step,
  );
  const { all, told } = openProcedures([{ ...third, version: 9, steps }]);
  expect(await all()).toEqual(shipped);
  expect(told).toEqual([{ id: third.id, at: 'ticket' }]);
});

test('a tree that would lead astray is none, and the fault is named by its step', () => {
  expect(publishedProcedureSchema.safeParse(first).success).toBe(true);
  const steps = first.steps.map((step) => (step.kind === 'tell' ? { ...step, to: step.id } : step));
  const at = steps.findIndex(({ kind }) => kind === 'tell');
  const { error } = publishedProcedureSchema.safeParse({ ...first, steps });
  expect(error?.issues).toContainEqual(
    expect.objectContaining({
      path: ['steps', at],
      message: `a way leads from "${String(steps[at]?.id)}" back to it: it would never end`,
    }),
  );
});
