import type { TicketForm } from '../domain/ticket-form.ts';
import type { CentreTemplate, OwnTemplate } from '../domain/ticket-template.ts';
import type { TicketDraft } from '../domain/ticket.ts';
import { isCoreField } from './core-fields.ts';

export type TemplateContent = Omit<CentreTemplate, 'id' | 'label'>;
type Filled = Pick<TicketDraft, 'subType' | 'description' | 'priority' | 'isPriorityChosen' | 'answers'>;

/** What a template adds to a draft: empty fields alone, and only those that the draft's form knows. */
export function fillTemplate(draft: TicketDraft, form: TicketForm, template: TemplateContent): Partial<Filled> {
  const { subType, description, priority } = template;
  const known = new Set(form.fields.map(({ id }) => id).filter((id) => !isCoreField(id)));
  const open = Object.entries(template.answers ?? {}).filter(
    ([id]) => known.has(id) && (draft.answers?.[id] === undefined || draft.answers[id] === ''),
  );
  return {
    ...(subType !== undefined && draft.subType === '' && { subType }),
    ...(description !== undefined && draft.description.trim() === '' && { description }),
    ...(priority !== undefined && !draft.isPriorityChosen && { priority, isPriorityChosen: true }),
    ...(open.length > 0 && { answers: { ...draft.answers, ...Object.fromEntries(open) } }),
  };
}

/** Of a draft what is worth to be a template: no numbers, places or times, which are of one caller. */
export function templateOf(
  draft: TicketDraft,
  form: TicketForm,
): Pick<OwnTemplate, 'type' | 'subType' | 'description' | 'priority' | 'answers'> {
  const kept = form.fields.filter(
    ({ id, kind }) => !isCoreField(id) && (kind === 'choice' || kind === 'yesNo' || kind === 'longText'),
  );
  const answers = kept.flatMap(({ id }) => {
    const answer = draft.answers?.[id];
    return answer === undefined || answer === '' ? [] : [[id, answer] as const];
  });
  const description = draft.description.trim();
  return {
    type: draft.type,
    ...(draft.subType !== '' && { subType: draft.subType }),
    ...(description !== '' && { description }),
    ...(draft.isPriorityChosen && { priority: draft.priority }),
    ...(answers.length > 0 && { answers: Object.fromEntries(answers) }),
  };
}
