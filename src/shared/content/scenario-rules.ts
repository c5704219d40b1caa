import { callerLanguage } from '../call/caller-language.ts';
import { uiLocales } from '../domain/language.ts';
import type { Moment } from '../domain/moment.ts';
import { linesOf, type Scenario } from '../domain/scenario.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { describeLanguage } from '../language/languages.ts';
import { labelProblems } from './catalog-rules.ts';
import { callerWriting } from './language-writing.ts';
import type { DemoAgents, DemoCustomer } from './demo-schema.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';
import { stepProblems } from './scenario-steps.ts';
import { writingProblems } from './text-rules.ts';

export interface ScenarioSurroundings {
  readonly catalog: TicketCatalog;
  readonly customers: readonly DemoCustomer[];
  readonly agents: DemoAgents['agents'];
  readonly moments: readonly Pick<Moment, 'id' | 'kind'>[];
  readonly articleGroups: ReadonlySet<string>;
  readonly procedures: ReadonlySet<string>;
  /** File names below resources/sounds. */
  readonly sounds: ReadonlySet<string>;
}

/** Everything wrong with the practice callers, each parsed by its schema before. */
export function scenarioProblems(
  files: readonly ContentFile<Scenario>[],
  around: ScenarioSurroundings,
): ContentProblem[] {
  const ids = files.map(({ file, content }) => ({ file, path: ['id'], key: content.id }));
  // The desk knows a practice caller by his number.
  const numbers = files.map(({ file, content }) => ({ file, path: ['caller', 'number'], key: content.caller.number }));
  return [
    ...duplicateProblems(ids, 'scenario'),
    ...duplicateProblems(numbers, 'number'),
    ...files.flatMap((entry) => oneScenario(entry, around)),
  ];
}

function oneScenario({ file, content }: ContentFile<Scenario>, around: ScenarioSurroundings): ContentProblem[] {
  const isMisnamed = !file.endsWith(`/${content.id}.json`);
  return [
    ...problemsAt(file, ['id'], isMisnamed ? [`the file must be named ${content.id}.json`] : []),
    ...problemsAt(file, ['status'], content.status === 'draft' ? [] : ['scenarios of this repository are drafts']),
    ...labelProblems(file, ['title'], content.title),
    ...problemsAt(file, ['title'], missingTitles(content)),
    ...labelProblems(file, ['summary'], content.summary),
    ...problemsAt(file, ['lang'], languageReasons(content, around)),
    ...callerProblems(file, content, around),
    ...stepProblems(file, content),
    ...needProblems(file, content, around),
    ...lineProblems(file, content, around),
  ];
}

/** Whom he is chosen by is read in every language of the screen. */
function missingTitles({ title }: Scenario): string[] {
  return uiLocales.filter((locale) => title[locale] === undefined).map((locale) => `no title in ${locale}`);
}

function lineProblems(file: string, content: Scenario, around: ScenarioSurroundings): ContentProblem[] {
  const places = content.steps.flatMap(({ lines }, step) => lines.map((_, i) => ['steps', step, 'lines', i]));
  return linesOf(content).flatMap((line, place) => {
    const path = places[place] ?? [];
    return [
      ...problemsAt(file, [...path, 'text'], writingProblems(line.text, callerWriting(content.lang))),
      ...problemsAt(file, [...path, 'gloss'], writingProblems(line.gloss, 'simplified')),
      ...problemsAt(file, [...path, 'sound'], soundReasons(line.sound, content, place, around)),
    ];
  });
}

/** Moments, articles, procedures and tickets that are named have to be there. */
function needProblems(file: string, { needs, steps }: Scenario, around: ScenarioSurroundings): ContentProblem[] {
  const known = new Set(around.moments.flatMap(({ id, kind }) => [id, kind]));
  const moments = (refs: readonly string[]) => refs.filter((ref) => !known.has(ref)).map((ref) => `no moment "${ref}"`);
  const articles = (groups: readonly string[]) =>
    groups.filter((group) => !around.articleGroups.has(group)).map((group) => `no article "${group}"`);
  const { ticket, procedure } = needs;
  const subTypes = around.catalog.types.find(({ id }) => id === ticket?.type)?.subTypes.map(({ id }) => id) ?? [];
  const unknown = ticket?.subTypes.filter((id) => !subTypes.includes(id)) ?? [];
  return [
    ...problemsAt(file, ['needs', 'say'], moments(needs.say)),
    ...problemsAt(file, ['needs', 'avoid'], moments(needs.avoid)),
    ...problemsAt(
      file,
      ['needs', 'avoid'],
      needs.avoid.filter((ref) => needs.say.includes(ref)).map((ref) => `"${ref}" has to be said and avoided`),
    ),
    ...problemsAt(file, ['needs', 'articles'], articles(needs.articles)),
    ...problemsAt(
      file,
      ['needs', 'procedure'],
      procedure === undefined || around.procedures.has(procedure) ? [] : [`no procedure "${procedure}"`],
    ),
    ...problemsAt(
      file,
      ['needs', 'ticket'],
      unknown.map((id) => `no sub-type "${id}" of this type`),
    ),
    ...steps.flatMap(({ ways }, step) =>
      ways.flatMap((way, i) => {
        const reasons =
          way.on === 'said' ? moments(way.moments) : way.on === 'articleOpened' ? articles(way.groups) : [];
        return problemsAt(file, ['steps', step, 'ways', i], reasons);
      }),
    ),
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

function languageReasons({ lang, caller }: Scenario, { agents }: ScenarioSurroundings): string[] {
  const dialects = caller.dialectHeader === undefined ? [] : [caller.dialectHeader];
  const heard = callerLanguage({ languages: [caller.languageHeader], dialects, region: caller.region });
  return [
    ...(heard === lang ? [] : [`the headers of the caller say ${heard ?? 'nothing'}`]),
    ...(agents.some(({ languages }) => languages.includes(lang)) ? [] : [`no agent of the demo speaks ${lang}`]),
  ];
}

/** The sounds of a caller are named after him, so that rendering again replaces them. */
function soundReasons(
  sound: string | undefined,
  { id, lang }: Scenario,
  index: number,
  { sounds }: ScenarioSurroundings,
): string[] {
  if (sound === undefined)
    return describeLanguage(lang).isVoiced === true ? [`a line of ${lang} without its sound`] : [];
  const wanted = `${id}-${index + 1}.ogg`;
  if (sound !== wanted) return [`the sound of this line must be named ${wanted}`];
  return sounds.has(sound) ? [] : [`no sound file "${sound}"`];
}
