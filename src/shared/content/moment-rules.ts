import { languageDescriptions } from '../language/languages.ts';
import { slotTypes, type Moment, type MomentCatalog } from '../domain/moment.ts';
import { spanFault, type FestivalCalendar } from '../domain/festival.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem } from './problem.ts';

/** Everything wrong with the catalog of moments, parsed by its schema before. */
export function momentProblems({ file, content }: ContentFile<MomentCatalog>): ContentProblem[] {
  const ids = content.moments.map(({ id }, i) => ({ file, path: ['moments', i, 'id'], key: id }));
  return [
    ...duplicateProblems(ids, 'moment'),
    ...content.moments.flatMap((moment, i) => problemsAt(file, ['moments', i], momentReasons(moment))),
  ];
}

function momentReasons(moment: Moment): string[] {
  const { when, slots = [], optional = [] } = moment;
  const reasons: string[] = [];
  if (when?.hours && when.hours[0] >= when.hours[1]) reasons.push('hours must run forward within one day');
  const twice = slots.filter((slot) => optional.includes(slot));
  reasons.push(...twice.map((slot) => `slot {${slot}} is both needed and optional`));
  // A person or the greeting of the hour is not known in every call and every language, and nothing is lost without.
  const whim = slots.filter((slot) => slotTypes[slot] === 'person' || slotTypes[slot] === 'hour');
  reasons.push(...whim.map((slot) => `slot {${slot}} can only be optional`));
  if (moment.soothes && when) reasons.push('a soothing line must fit at any time, the repeat guard counts on it');
  return reasons;
}

/** Everything wrong with the yearly dates of festivals. */
export function calendarProblems(
  { file, content }: ContentFile<FestivalCalendar>,
  areas: ReadonlySet<string>,
): ContentProblem[] {
  const spans = content.spans.flatMap((span, i) => {
    const fault = spanFault(span);
    const reasons = fault === undefined ? [] : [fault];
    const strangers = (span.areas ?? []).filter((area) => !areas.has(area));
    reasons.push(...strangers.map((area) => `unknown area "${area}"`));
    if (!content.sources.some(({ festival }) => festival.includes(span.festival))) reasons.push('no source for it');
    return problemsAt(file, ['spans', i], reasons);
  });
  const nobody = languageDescriptions().filter(
    ({ tag, festivals }) => !festivals && !Object.values(content.languages).some((all) => all.includes(tag)),
  );
  return [
    ...spans,
    ...problemsAt(
      file,
      ['languages'],
      nobody.map(({ tag }) => `no festival for callers in ${tag}`),
    ),
  ];
}
