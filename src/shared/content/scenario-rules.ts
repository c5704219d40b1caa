import type { CallerLanguage } from '../domain/language.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { labelProblems } from './catalog-rules.ts';
import type { DemoCustomer } from './demo-schema.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { writingProblems, type Writing } from './text-rules.ts';

export interface ScenarioSurroundings {
  readonly catalog: TicketCatalog;
  readonly customers: readonly DemoCustomer[];
  /** File names below resources/sounds. */
  readonly sounds: ReadonlySet<string>;
}

const writings: Record<CallerLanguage, Writing> = {
  'zh-Hans': 'simplified',
  adx: 'tibetan',
  khg: 'tibetan',
  en: 'latin',
  'yue-Hant-HK': 'traditional',
};

/** Everything wrong with the practice callers, each parsed by its schema before. */
export function scenarioProblems(
  files: readonly ContentFile<Scenario>[],
  around: ScenarioSurroundings,
): ContentProblem[] {
  const ids = files.map(({ file, content }) => ({ file, path: ['id'], key: content.id }));
  return [...duplicateProblems(ids, 'scenario'), ...files.flatMap((entry) => oneScenario(entry, around))];
}

function oneScenario({ file, content }: ContentFile<Scenario>, around: ScenarioSurroundings): ContentProblem[] {
  const isMisnamed = !file.endsWith(`/${content.id}.json`);
  return [
    ...problemsAt(file, ['id'], isMisnamed ? [`the file must be named ${content.id}.json`] : []),
    ...problemsAt(file, ['status'], content.status === 'draft' ? [] : ['scenarios of this repository are drafts']),
    ...labelProblems(file, ['title'], content.title),
    ...labelProblems(file, ['summary'], content.summary),
    ...callerProblems(file, content, around),
    ...content.lines.flatMap((line, i) => [
      ...problemsAt(file, ['lines', i, 'text'], writingProblems(line.text, writings[content.lang])),
      ...problemsAt(file, ['lines', i, 'gloss'], writingProblems(line.gloss, 'simplified')),
      ...problemsAt(file, ['lines', i, 'sound'], soundReasons(line.sound, around.sounds)),
    ]),
  ];
}

function callerProblems(file: string, { caller }: Scenario, around: ScenarioSurroundings): ContentProblem[] {
  const region = caller.region.toLowerCase();
  const isKnownRegion = around.catalog.areas.some(
    ({ id, aliases }) => id === region || aliases.some((alias) => alias.toLowerCase() === region),
  );
  const customer = around.customers.find(({ id }) => id === caller.customerId);
  const isStranger = caller.customerId !== undefined && customer === undefined;
  const isOtherNumber = customer !== undefined && !customer.phones.some((phone) => phone.endsWith(caller.number));
  return [
    ...problemsAt(file, ['caller', 'region'], isKnownRegion ? [] : [`region "${caller.region}" is no area's alias`]),
    ...problemsAt(file, ['caller', 'customerId'], isStranger ? ['no such customer in resources/demo'] : []),
    ...problemsAt(file, ['caller', 'number'], isOtherNumber ? ["not one of the customer's numbers"] : []),
  ];
}

function soundReasons(sound: string | undefined, sounds: ReadonlySet<string>): string[] {
  return sound === undefined || sounds.has(sound) ? [] : [`no sound file "${sound}"`];
}
