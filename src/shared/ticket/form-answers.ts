import type { FormCondition, FormField, TicketForm } from '../domain/ticket-form.ts';
import type { FormAnswer, TicketDraft } from '../domain/ticket.ts';
import { isCoreField, type CoreField } from './core-fields.ts';

/** The part of a ticket that a form is about. */
export type FormContent = Pick<TicketDraft, CoreField | 'subType' | 'answers' | 'updatedAt'>;

/** Undefined where nothing was entered. */
export function answerOf({ id }: Pick<FormField, 'id'>, content: FormContent): FormAnswer | undefined {
  const answer = isCoreField(id) ? content[id] : content.answers?.[id];
  return typeof answer === 'string' && answer.trim() === '' ? undefined : answer;
}

/** The fields that are asked with these answers. Each looks at earlier ones alone, and one not asked has no answer. */
export function askedFields(form: TicketForm, content: FormContent): readonly FormField[] {
  const asked: FormField[] = [];
  for (const field of form.fields) {
    if (!field.shownWhen || holds(field.shownWhen, asked, content)) asked.push(field);
  }
  return asked;
}

/** `asked`: what `askedFields` says. */
export function isRequired({ required }: FormField, asked: readonly FormField[], content: FormContent): boolean {
  return typeof required === 'object' ? holds(required, asked, content) : required === true;
}

function holds({ field: id, anyOf }: FormCondition, asked: readonly FormField[], content: FormContent): boolean {
  if (id === 'subType' || id === 'area') return anyOf.includes(content[id]);
  const field = asked.find((each) => each.id === id);
  const answer = field && answerOf(field, content);
  return answer !== undefined && typeof answer !== 'number' && anyOf.includes(answer);
}
