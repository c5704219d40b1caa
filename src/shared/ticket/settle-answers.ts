import type { FormField, TicketForm } from '../domain/ticket-form.ts';
import type { FormAnswer } from '../domain/ticket.ts';
import { foldText } from '../text/fold-text.ts';
import { answerOf, askedFields, type FormContent } from './form-answers.ts';
import { isCoreField } from './core-fields.ts';

/**
 * The answers as they leave the desk: what is not asked with the others goes, what was typed becomes its value. Text that
 * is no such value stays as it is, and is a fault. The ticket's own fields are as they were.
 */
export function settleAnswers<T extends FormContent>(form: TicketForm, content: T): T {
  const answers = Object.fromEntries(
    askedFields(form, content).flatMap((field): [string, FormAnswer][] => {
      const answer = isCoreField(field.id) ? undefined : answerOf(field, content);
      return answer === undefined ? [] : [[field.id, settled(field, answer)]];
    }),
  );
  const { answers: _unsettled, ...rest } = content;
  // What is left is T without what is optional in it.
  return (Object.keys(answers).length === 0 ? rest : { ...rest, answers }) as T;
}

function settled(field: FormField, answer: FormAnswer): FormAnswer {
  if (typeof answer !== 'string') return answer;
  return field.kind === 'amount' ? (parseAmount(answer) ?? answer) : answer.trim();
}

/** Hundredths of what was typed, such as `1,280.50`; undefined for what is no amount. */
export function parseAmount(text: string): number | undefined {
  const plain = foldText(text)
    .text.replaceAll(/[,，\s]/gu, '')
    .replace(/^[¥￥]|元$/gu, '');
  const parts = /^(\d{1,10})(?:\.(\d{1,2}))?$/u.exec(plain);
  if (!parts) return undefined;
  const [, whole = '', cents = ''] = parts;
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'));
}
