import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { procedureFileSchema, type Procedure } from '../../src/shared/domain/procedure.ts';
import { resourcesFolder } from './server-process.ts';

/** A customer of the centre as his file names him. */
export const knownCaller = {
  id: 'k-pema',
  name: '白玛',
  salutation: '女士',
  phones: ['+8613900000042'],
  accountNo: '0630 0000 4242',
  address: '贵德县河西镇 5 社',
  area: 'guide',
  language: 'adx',
  isSpecialHandling: false,
};

export function outage(title: string): object {
  return {
    ...{ id: 'n-works', kind: 'outage', title, body: '检修，分批送电。', areas: ['guide'] },
    ...{ validFrom: '2026-01-01T08:00+08:00', validUntil: '2199-01-01T08:00:00Z' },
  };
}

export function writeNotices(folder: string, notices: readonly object[]): void {
  writeFileSync(join(folder, 'notices.json'), JSON.stringify({ schemaVersion: 1, notices }, null, 2));
}

export function writeFestivals(folder: string, festivals: readonly object[]): void {
  writeFileSync(join(folder, 'festivals.json'), JSON.stringify({ schemaVersion: 1, festivals }, null, 2));
}

/** Those that come with the desk. */
export function shippedProcedures(): Procedure[] {
  const source = join(resourcesFolder, 'procedures');
  return readdirSync(source).flatMap(
    (name) => procedureFileSchema.parse(JSON.parse(readFileSync(join(source, name), 'utf8'))).procedures,
  );
}

export function writeProcedures(folder: string, procedures: readonly object[]): void {
  mkdirSync(join(folder, 'procedures'), { recursive: true });
  writeFileSync(join(folder, 'procedures', 'all.json'), JSON.stringify({ schemaVersion: 1, procedures }, null, 2));
}

export function writeQuestions(folder: string, questions: readonly object[]): void {
  writeFileSync(join(folder, 'top-questions.json'), JSON.stringify({ schemaVersion: 1, questions }, null, 2));
}

export function writeCustomers(folder: string, customers: readonly object[]): void {
  mkdirSync(join(folder, 'customers'), { recursive: true });
  writeFileSync(join(folder, 'customers', 'all.json'), JSON.stringify({ schemaVersion: 1, customers }, null, 2));
}

/** What a centre that begins has: the starter texts as its own, one notice, one customer. */
export function writeCentreContent(folder: string): void {
  cpSync(join(resourcesFolder, 'knowledge'), join(folder, 'knowledge'), { recursive: true });
  for (const tag of readdirSync(join(resourcesFolder, 'languages'))) {
    cpSync(join(resourcesFolder, 'languages', tag, 'phrases.json'), join(folder, 'phrase-packs', `${tag}.json`));
  }
  writeNotices(folder, [outage('贵德县河西镇检修停电')]);
  writeCustomers(folder, [knownCaller]);
}
