import type { TicketCatalog } from '../domain/ticket-catalog.ts';
import {
  formIdOf,
  shippedVersionsUpTo,
  type FormCondition,
  type FormField,
  type TicketForm,
} from '../domain/ticket-form.ts';
import type { CentreTemplate } from '../domain/ticket-template.ts';
import { ticketTypes } from '../domain/ticket.ts';
import { labelProblems } from './catalog-rules.ts';
import { duplicateProblems, problemsAt, type ContentFile, type ContentProblem, type JsonPath } from './problem.ts';

interface FormFile {
  readonly forms: readonly TicketForm[];
}

/** Everything wrong with parsed forms of a centre, or of the desk itself. */
export function ticketFormProblems(
  files: readonly ContentFile<FormFile>[],
  catalog: TicketCatalog,
  whose: 'shipped' | 'centre',
): ContentProblem[] {
  const placed = files.flatMap(({ file, content }) =>
    content.forms.map((form, i) => ({ file, path: ['forms', i] as JsonPath, form })),
  );
  const missing = whose === 'centre' ? [] : ticketTypes.filter((id) => !placed.some(({ form }) => form.type === id));
  const [first] = files;
  return [
    ...duplicateProblems(
      placed.map(({ file, path, form }) => ({ file, path: [...path, 'version'], key: formIdOf(form) })),
      'form',
    ),
    ...(first
      ? problemsAt(
          first.file,
          ['forms'],
          missing.map((id) => `${id} has no form`),
        )
      : []),
    ...placed.flatMap(({ file, path, form }) => [
      ...problemsAt(file, [...path, 'version'], versionReasons(form.version, whose)),
      ...form.fields.flatMap((field, k) => oneField(file, [...path, 'fields', k], form, field, catalog)),
      ...(form.templates ?? []).flatMap((template, k) =>
        oneTemplate(file, [...path, 'templates', k], form, template, catalog),
      ),
    ]),
  ];
}

function oneTemplate(
  file: string,
  path: JsonPath,
  { type }: TicketForm,
  { label, subType }: CentreTemplate,
  catalog: TicketCatalog,
): ContentProblem[] {
  const known = catalog.types.find(({ id }) => id === type)?.subTypes ?? [];
  const isUnknown = subType !== undefined && !known.some(({ id }) => id === subType);
  return [
    ...labelProblems(file, [...path, 'label'], label),
    ...(isUnknown
      ? problemsAt(file, [...path, 'subType'], [`"${subType}" is no subType of ${type} in the ticket catalog`])
      : []),
  ];
}

function versionReasons(version: number, whose: 'shipped' | 'centre'): string[] {
  if (version > shippedVersionsUpTo === (whose === 'centre')) return [];
  const limit = String(shippedVersionsUpTo);
  return [whose === 'centre' ? `versions up to ${limit} come with the desk` : `versions above ${limit} are a centre’s`];
}

function oneField(
  file: string,
  path: JsonPath,
  { type }: TicketForm,
  field: FormField,
  catalog: TicketCatalog,
): ContentProblem[] {
  const known = {
    subType: catalog.types.find(({ id }) => id === type)?.subTypes ?? [],
    area: catalog.areas,
  };
  const condition = (key: 'shownWhen' | 'required', it: FormCondition | boolean | undefined): ContentProblem[] => {
    if (typeof it !== 'object' || (it.field !== 'subType' && it.field !== 'area')) return [];
    const entries = known[it.field];
    const unknown = it.anyOf.filter((answer) => !entries.some(({ id }) => id === answer));
    return problemsAt(
      file,
      [...path, key],
      unknown.map((answer) => `"${String(answer)}" is no ${it.field} of ${type} in the ticket catalog`),
    );
  };
  return [
    ...labelProblems(file, [...path, 'label'], field.label),
    ...(field.kind === 'choice'
      ? field.choices.flatMap(({ label }, i) => labelProblems(file, [...path, 'choices', i, 'label'], label))
      : []),
    ...condition('shownWhen', field.shownWhen),
    ...condition('required', field.required),
  ];
}
