import type { ArticleLanguage } from '../domain/language.ts';
import {
  falseReportChecks,
  procedureSlots,
  type Procedure,
  type ProcedureText,
  type Step,
} from '../domain/procedure.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { survey, type Certain } from '../procedure/step-ways.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';
import { slotsOf, writingProblems, type Writing } from './text-rules.ts';

interface ProcedureFile {
  readonly procedures: readonly Procedure[];
}

export interface ProcedureSurroundings {
  readonly catalog: TicketCatalog;
  /** Groups that have a Mandarin article. */
  readonly articleGroups: ReadonlySet<string>;
}

const writings: Record<ArticleLanguage, Writing> = {
  'zh-Hans': 'simplified',
  bo: 'tibetan',
  en: 'latin',
  'yue-Hant-HK': 'traditional',
};

/** Everything wrong with a set of procedures, each file parsed by its schema before. */
export function procedureProblems(
  files: readonly ContentFile<ProcedureFile>[],
  around: ProcedureSurroundings,
): ContentProblem[] {
  const ids = files.flatMap(({ file, content }) =>
    content.procedures.map(({ id }, i) => ({ file, path: ['procedures', i, 'id'], key: id })),
  );
  return [
    ...duplicateProblems(ids, 'procedure'),
    ...files.flatMap(({ file, content }) =>
      content.procedures.flatMap((procedure, i) =>
        oneProcedure(procedure, around).map(({ path, reason }) => ({ file, path: ['procedures', i, ...path], reason })),
      ),
    ),
  ];
}

interface Finding {
  readonly path: JsonPath;
  readonly reason: string;
}

function oneProcedure(procedure: Procedure, { catalog, articleGroups }: ProcedureSurroundings): Finding[] {
  const { steps } = procedure;
  const { certain, broken, circles } = survey(procedure);
  const placeOf = (id: string): JsonPath => ['steps', steps.findIndex((step) => step.id === id)];
  const at = (path: JsonPath, reasons: readonly string[]): Finding[] => reasons.map((reason) => ({ path, reason }));
  return [
    ...duplicateProblems(
      steps.map(({ id }, i) => ({ file: '', path: ['steps', i, 'id'], key: id })),
      'step',
    ),
    ...at(['status'], procedure.status === 'draft' ? [] : ['procedures of this repository are drafts']),
    ...at(
      ['article'],
      articleGroups.has(procedure.article) ? [] : [`no Mandarin article of group ${procedure.article}`],
    ),
    ...broken.flatMap(({ from, to }) => at(placeOf(from), [`leads to "${to}", which is no step`])),
    ...circles.flatMap((id) => at(placeOf(id), [`a way leads from "${id}" back to it: it would never end`])),
    ...textFindings(['title'], procedure.title, procedure),
    ...steps.flatMap((step, i) => {
      const known = certain.get(step.id);
      if (!known) return at(['steps', i], [`no way leads to "${step.id}"`]);
      return [
        ...textsOf(step).flatMap(([path, text]) => [
          ...textFindings(['steps', i, ...path], text, procedure),
          ...at(['steps', i, ...path], slotReasons(text, known)),
        ]),
        ...at(['steps', i], [...unknownReasons(step), ...endReasons(step, known, procedure, catalog)]),
      ];
    }),
  ];
}

function textsOf(step: Step): [JsonPath, ProcedureText][] {
  const own: [JsonPath, ProcedureText] = [['text'], step.text];
  if (step.kind !== 'ask') return [own];
  return [own, ...step.answers.map(({ text }, i): [JsonPath, ProcedureText] => [['answers', i, 'text'], text])];
}

/** Each text is there in exactly the languages that the procedure names, and written as they are. */
function textFindings(path: JsonPath, text: ProcedureText, { translations }: Procedure): Finding[] {
  const named: readonly ArticleLanguage[] = ['zh-Hans', ...translations];
  return (Object.keys(writings) as ArticleLanguage[]).flatMap((lang) => {
    const written = text[lang];
    const reasons =
      written === undefined
        ? named.includes(lang)
          ? [`the text in ${lang} is missing`]
          : []
        : [
            ...(named.includes(lang) ? [] : [`${lang} is not among the translations`]),
            ...writingProblems(written, writings[lang]),
            ...sameSlots(text['zh-Hans'], written),
          ];
    return problemsAt('', [...path, lang], reasons);
  });
}

function sameSlots(source: string, written: string): string[] {
  return slotsOf(source).sort().join() === slotsOf(written).sort().join() ? [] : ['other slots than in the source'];
}

function slotReasons(text: ProcedureText, { slots }: Certain): string[] {
  return [...new Set(slotsOf(text['zh-Hans']))].flatMap((name) => {
    const slot = procedureSlots.find((entry) => entry === name);
    if (!slot) return [`unknown slot {${name}}`];
    return slots.has(slot) ? [] : [`{${name}} is not known on every way that leads here`];
  });
}

/** What the system could not say must not be taken for passed. */
function unknownReasons(step: Step): string[] {
  return step.kind === 'check' && (step.unknown === step.clear || step.unknown === step.found)
    ? ['unknown leads where an answer leads']
    : [];
}

function endReasons(step: Step, { checks }: Certain, { domain }: Procedure, catalog: TicketCatalog): string[] {
  if (step.kind !== 'end') return [];
  const { type, subType } = step.ticket;
  const isKnown = catalog.types.some((entry) => entry.id === type && entry.subTypes.some(({ id }) => id === subType));
  const open = falseReportChecks.filter((check) => !checks.has(check));
  const mustCheck = domain === 'power' && type === 'faultRepair' && !step.isUrgent;
  return [
    ...(isKnown ? [] : [`ticket ${type}/${subType} is not in the catalog`]),
    ...(mustCheck && open.length > 0 ? [`a fault ticket before it was asked about ${open.join(', ')}`] : []),
  ];
}
