import type { ArticleLanguage } from '../domain/language.ts';
import type { Procedure as DatedProcedure, ProcedureText, Step } from '../domain/procedure.ts';
import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import { isInCatalog } from '../procedure/ends-in-catalog.ts';
import { textsOf, treeFaults } from '../procedure/tree-faults.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';
import { slotsOf, writingProblems, type Writing } from './text-rules.ts';

/** When a procedure was changed is none of the rules'. */
type Procedure = Omit<DatedProcedure, 'updatedAt'>;
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

/**
 * Everything wrong with a set of procedures, each file parsed by its schema before.
 * @param owner those of this repository are drafts
 */
export function procedureProblems(
  files: readonly ContentFile<ProcedureFile>[],
  around: ProcedureSurroundings,
  owner: 'repository' | 'centre' = 'repository',
): ContentProblem[] {
  const ids = files.flatMap(({ file, content }) =>
    content.procedures.map(({ id }, i) => ({ file, path: ['procedures', i, 'id'], key: id })),
  );
  return [
    ...duplicateProblems(ids, 'procedure'),
    ...files.flatMap(({ file, content }) =>
      content.procedures.flatMap((procedure, i) =>
        [...oneProcedure(procedure, around), ...(owner === 'repository' ? draftFindings(procedure) : [])].map(
          ({ path, reason }) => ({ file, path: ['procedures', i, ...path], reason }),
        ),
      ),
    ),
  ];
}

interface Finding {
  readonly path: JsonPath;
  readonly reason: string;
}

function draftFindings({ status }: Procedure): Finding[] {
  return status === 'draft' ? [] : [{ path: ['status'], reason: 'procedures of this repository are drafts' }];
}

function oneProcedure(procedure: Procedure, { catalog, articleGroups }: ProcedureSurroundings): Finding[] {
  const { article, steps, title } = procedure;
  const at = (path: JsonPath, reasons: readonly string[]): Finding[] => reasons.map((reason) => ({ path, reason }));
  return [
    ...at(['article'], articleGroups.has(article) ? [] : [`no Mandarin article of group ${article}`]),
    ...treeFaults(procedure),
    ...textFindings(['title'], title, procedure),
    ...steps.flatMap((step, i) => [
      ...textsOf(step).flatMap(([path, text]) => textFindings(['steps', i, ...path], text, procedure)),
      ...at(['steps', i], endReasons(step, catalog)),
    ]),
  ];
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

function endReasons(step: Step, catalog: TicketCatalog): string[] {
  if (step.kind !== 'end' || isInCatalog(step.ticket, catalog)) return [];
  return [`ticket ${step.ticket.type}/${step.ticket.subType} is not in the catalog`];
}
