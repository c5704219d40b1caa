import type { FormCondition, FormField, TicketForm } from '../domain/ticket-form.ts';
import type { CentreTemplate } from '../domain/ticket-template.ts';
import { coreFields, isCoreField } from './core-fields.ts';

export interface FormFault {
  readonly path: (string | number)[];
  readonly reason: string;
}

/** Whoever is sent out has to be able to find the place and to ring. */
const neededByFault = ['callerPhone', 'address'] as const;

/** What is wrong with a form beyond its shape. */
export function formFaults(form: TicketForm): FormFault[] {
  return [
    ...form.fields.flatMap((field, index) => fieldFaults(form.fields.slice(0, index), field, index)),
    ...(form.type === 'faultRepair' ? faultTicketFaults(form.fields) : []),
    ...(form.templates ?? []).flatMap((template, index) => templateFaults(form, template, index)),
  ];
}

/** A template answers what its form asks, under a name of its own. */
function templateFaults({ fields, templates = [] }: TicketForm, template: CentreTemplate, index: number): FormFault[] {
  const at = (key: string, reason: string): FormFault => ({ path: ['templates', index, key], reason });
  const isTwice = templates.findIndex(({ id }) => id === template.id) < index;
  const strangers = Object.keys(template.answers ?? {}).filter(
    (id) => isCoreField(id) || !fields.some((field) => field.id === id),
  );
  return [
    ...(isTwice ? [at('id', `${template.id} is there twice`)] : []),
    ...strangers.map((id) => at('answers', `${id} is not asked by this form`)),
  ];
}

function fieldFaults(earlier: readonly FormField[], field: FormField, index: number): FormFault[] {
  const at = (key: string, reasons: readonly string[]): FormFault[] =>
    reasons.map((reason) => ({ path: ['fields', index, key], reason }));
  return [
    ...at('id', idReasons(earlier, field)),
    ...at('shownWhen', field.shownWhen ? conditionReasons(earlier, field.shownWhen) : []),
    ...at('required', typeof field.required === 'object' ? conditionReasons(earlier, field.required) : []),
    ...at('kind', boundReasons(field)),
  ];
}

function idReasons(earlier: readonly FormField[], { id, kind }: FormField): string[] {
  if (earlier.some((field) => field.id === id)) return [`${id} is asked twice`];
  if (reserved.has(id)) return [`${id} is asked in every ticket`];
  return isCoreField(id) && coreFields[id] !== kind ? [`${id} is of kind ${coreFields[id]}`] : [];
}

const reserved: ReadonlySet<string> = new Set(['type', 'subType', 'priority', 'dueAt', 'number', 'status']);

function conditionReasons(earlier: readonly FormField[], { field: id, anyOf }: FormCondition): string[] {
  if (id === 'subType' || id === 'area') return [];
  const named = earlier.find((field) => field.id === id);
  if (!named) return [`${id} is not asked before this field`];
  if (named.kind === 'yesNo') return anyOf.every((answer) => typeof answer === 'boolean') ? [] : [`${id} is yes or no`];
  if (named.kind !== 'choice') return [`${id} is neither a choice nor yes or no`];
  const unknown = anyOf.find((answer) => !named.choices.some((choice) => choice.id === answer));
  return unknown === undefined ? [] : [`${id} has no choice ${String(unknown)}`];
}

function boundReasons(field: FormField): string[] {
  const [low, high] = boundsOf(field);
  if (low !== undefined && high !== undefined && low > high) return ['the lower bound is above the upper'];
  if (field.kind !== 'choice') return [];
  const ids = new Set(field.choices.map(({ id }) => id));
  return ids.size === field.choices.length ? [] : ['a choice stands there twice'];
}

function boundsOf(field: FormField): [number | undefined, number | undefined] {
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'address':
      return [field.minLength, field.maxLength];
    case 'dateTime':
      return [field.earliestHours, field.latestHours];
    case 'amount':
      return [field.minFen, field.maxFen];
    default:
      return [undefined, undefined];
  }
}

function faultTicketFaults(fields: readonly FormField[]): FormFault[] {
  const isAlwaysAsked = (id: string): boolean =>
    fields.some((field) => field.id === id && field.required === true && !field.shownWhen);
  return neededByFault
    .filter((id) => !isAlwaysAsked(id))
    .map((id) => ({ path: ['fields'], reason: `a fault ticket must have ${id}` }));
}
