import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { leadsToArticles, readContentFolder } from '../../../server/publish/content-files.ts';
import { readTicketCatalog } from '../../../server/ticket-catalog.ts';
import { shippedProcedures, writeCentreContent, writeProcedures, writeQuestions } from '../../fakes/centre-content.ts';
import { resourcesFolder } from '../../fakes/server-process.ts';

const around = {
  ...{ catalog: readTicketCatalog(resourcesFolder), sounds: new Set<string>(), leaders: new Set<string>() },
  articleGroups: new Map<string, string>(),
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tashi-content-'));
  writeCentreContent(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('procedures and questions of a centre', () => {
  const read = () => readContentFolder(folder, around);

  test('are whole when those of the desk are taken over, and may be fewer', () => {
    writeProcedures(folder, shippedProcedures());
    writeQuestions(folder, [{ question: '家里没电了怎么办', domain: 'power', article: 'power-outage' }]);
    const { items, problems, leftOut } = read();
    expect(problems).toEqual([]);
    expect(leftOut).toEqual([]);
    const count = (stream: string): number => items.filter((item) => item.stream === stream).length;
    expect([count('procedures'), count('questions')]).toEqual([shippedProcedures().length, 1]);
    expect(leadsToArticles(folder)).toBe(true);
  });

  test('are refused by file, line and field where they would lead astray', () => {
    const [first, second] = shippedProcedures();
    if (!first || !second) throw new Error('too few procedures');
    const steps = first.steps.map((step) => (step.kind === 'tell' ? { ...step, to: 'nowhere' } : step));
    const at = steps.findIndex(({ kind }) => kind === 'tell');
    const end = second.steps.findIndex(({ kind }) => kind === 'end');
    const strange = second.steps.map((step, i) =>
      i === end ? { ...step, ticket: { type: 'consultation', subType: 'of-elsewhere' } } : step,
    );
    writeProcedures(folder, [
      { ...first, steps },
      { ...second, steps: strange, article: 'unwritten' },
    ]);
    const list = [{ question: '月亮上有网点吗', domain: 'bank', article: 'moon' }];
    writeQuestions(folder, list);
    mkdirSync(join(folder, 'top-questions'));
    cpSync(join(folder, 'top-questions.json'), join(folder, 'top-questions', 'second.json'));
    const reasons = read().problems.map((each) => each.replace(/:\d+: /, ': '));
    expect(reasons).toEqual(
      expect.arrayContaining([
        `procedures/all.json: leads to "nowhere", which is no step (procedures.0.steps.${String(at)})`,
        'procedures/all.json: no Mandarin article of group unwritten (procedures.1.article)',
        `procedures/all.json: ticket consultation/of-elsewhere is not in the catalog (procedures.1.steps.${String(end)})`,
        'top-questions/second.json: a list of questions is there twice (questions)',
        'top-questions.json: no Mandarin article of group moon (questions.0.article)',
      ]),
    );
  });

  test('may lead to articles that desks have from elsewhere', () => {
    writeQuestions(folder, [{ question: '月亮上有网点吗', domain: 'bank', article: 'moon' }]);
    const { problems } = readContentFolder(folder, { ...around, articleGroups: new Map([['moon', 'bank']]) });
    expect(problems).toEqual([]);
  });
});
