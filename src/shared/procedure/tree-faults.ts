import {
  falseReportChecks,
  procedureSlots,
  type Procedure,
  type ProcedureText,
  type Step,
} from '../domain/procedure.ts';
import { survey, type Certain } from './step-ways.ts';

/** One thing that is wrong with a procedure. */
export interface TreeFault {
  /** Keys and indexes from the procedure down to what is wrong. */
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

const slotPattern = /\{([A-Za-z]+)\}/gu;

/**
 * What is wrong with a procedure whatever surrounds it, walked through on all its ways at once: ways to nowhere and round in
 * circles, steps that nothing leads to or that are there twice, a text that names what is not known there, an unknown that
 * passes for an answer, and a ticket for a fault of supply before all that could be a false report was asked about.
 */
export function treeFaults(procedure: Pick<Procedure, 'domain' | 'steps'>): TreeFault[] {
  const { steps } = procedure;
  const { certain, broken, circles } = survey(procedure);
  const placeOf = (id: string): TreeFault['path'] => ['steps', steps.findIndex((step) => step.id === id)];
  return [
    ...steps.flatMap(({ id }, i) =>
      steps.findIndex((step) => step.id === id) < i ? at(['steps', i, 'id'], [`step "${id}" is there twice`]) : [],
    ),
    ...broken.flatMap(({ from, to }) => at(placeOf(from), [`leads to "${to}", which is no step`])),
    ...circles.flatMap((id) => at(placeOf(id), [`a way leads from "${id}" back to it: it would never end`])),
    ...steps.flatMap((step, i) => {
      const known = certain.get(step.id);
      if (!known) return at(['steps', i], [`no way leads to "${step.id}"`]);
      return [
        ...textsOf(step).flatMap(([path, text]) => at(['steps', i, ...path], slotReasons(text, known))),
        ...at(['steps', i], [...unknownReasons(step), ...falseReportReasons(step, known, procedure)]),
      ];
    }),
  ];
}

/** What stands in a step to be read, with its place in it. */
export function textsOf(step: Step): [TreeFault['path'], ProcedureText][] {
  const own: [TreeFault['path'], ProcedureText] = [['text'], step.text];
  if (step.kind !== 'ask') return [own];
  return [
    own,
    ...step.answers.map(({ text }, i): [TreeFault['path'], ProcedureText] => [['answers', i, 'text'], text]),
  ];
}

function at(path: TreeFault['path'], reasons: readonly string[]): TreeFault[] {
  return reasons.map((reason) => ({ path, reason }));
}

/** In every language: one that names another slot than the source does would show it unfilled. */
function slotReasons(text: ProcedureText, { slots }: Certain): string[] {
  const written = Object.values(text).filter((each) => each !== undefined);
  const names = new Set(written.flatMap((each) => [...each.matchAll(slotPattern)].map(([, name]) => name)));
  return [...names].flatMap((name) => {
    const slot = procedureSlots.find((entry) => entry === name);
    if (!slot) return [`unknown slot {${name ?? ''}}`];
    return slots.has(slot) ? [] : [`{${slot}} is not known on every way that leads here`];
  });
}

/** What the system could not say must not be taken for passed. */
function unknownReasons(step: Step): string[] {
  return step.kind === 'check' && (step.unknown === step.clear || step.unknown === step.found)
    ? ['unknown leads where an answer leads']
    : [];
}

function falseReportReasons(step: Step, { checks }: Certain, { domain }: Pick<Procedure, 'domain'>): string[] {
  if (step.kind !== 'end' || step.isUrgent || domain !== 'power' || step.ticket.type !== 'faultRepair') return [];
  const open = falseReportChecks.filter((check) => !checks.has(check));
  return open.length > 0 ? [`a fault ticket before it was asked about ${open.join(', ')}`] : [];
}
