import type { FormField, TicketForm } from '../domain/ticket-form.ts';
import type { FormAnswer } from '../domain/ticket.ts';
import { foldText } from '../text/fold-text.ts';
import { answerOf, askedFields, isRequired, type FormContent } from './form-answers.ts';
import { isCoreField } from './core-fields.ts';

export type FaultCode =
  | 'required'
  | 'tooShort'
  | 'tooLong'
  | 'notAChoice'
  | 'notAnArea'
  | 'notAPhone'
  | 'notATime'
  | 'tooEarly'
  | 'tooLate'
  | 'notAnAmount'
  | 'tooSmall'
  | 'tooLarge'
  | 'notYesOrNo'
  | 'notText'
  | 'notAsked'
  | 'refused';

/** What is wrong with one field. `bound`: characters, UTC epoch ms or hundredths of the currency. */
export interface FieldFault {
  readonly field: string;
  readonly code: FaultCode;
  readonly bound?: number;
}

const hourMs = 3_600_000;

/**
 * Everything that keeps a ticket with these settled answers (`settleAnswers`) from being submitted by this form; the desk
 * and the centre ask the same. `areas`: ids of the ticket catalog; without them any area passes.
 */
export function fieldFaults(form: TicketForm, content: FormContent, areas?: ReadonlySet<string>): FieldFault[] {
  const asked = askedFields(form, content);
  const known = new Set(asked.map(({ id }) => id));
  const strangers = Object.keys(content.answers ?? {}).filter((id) => !known.has(id) || isCoreField(id));
  return [
    ...asked.flatMap((field): FieldFault[] => {
      const answer = answerOf(field, content);
      if (answer !== undefined) return answerFaults(field, answer, content, areas);
      return isRequired(field, asked, content) ? [{ field: field.id, code: 'required' }] : [];
    }),
    ...strangers.map((field): FieldFault => ({ field, code: 'notAsked' })),
  ];
}

function answerFaults(
  field: FormField,
  answer: FormAnswer,
  { updatedAt }: FormContent,
  areas: ReadonlySet<string> | undefined,
): FieldFault[] {
  const fault = (code: FaultCode): FieldFault[] => [{ field: field.id, code }];
  const within = (value: number, low: Bound, high: Bound): FieldFault[] => {
    if (low.at !== undefined && value < low.at) return [{ field: field.id, code: low.code, bound: low.at }];
    if (high.at !== undefined && value > high.at) return [{ field: field.id, code: high.code, bound: high.at }];
    return [];
  };
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'address':
      return typeof answer === 'string'
        ? within(
            answer.trim().length,
            { at: field.minLength, code: 'tooShort' },
            { at: field.maxLength, code: 'tooLong' },
          )
        : fault('notText');
    case 'phone':
      return typeof answer === 'string' && isPhone(answer) ? [] : fault('notAPhone');
    case 'area':
      return typeof answer === 'string' && (areas?.has(answer) ?? true) ? [] : fault('notAnArea');
    case 'yesNo':
      return typeof answer === 'boolean' ? [] : fault('notYesOrNo');
    case 'choice':
      return field.choices.some(({ id }) => id === answer) ? [] : fault('notAChoice');
    case 'dateTime': {
      const after = (hours: number | undefined) => (hours === undefined ? undefined : updatedAt + hours * hourMs);
      const [low, high] = [after(field.earliestHours), after(field.latestHours)];
      if (typeof answer !== 'number') return fault('notATime');
      return within(answer, { at: low, code: 'tooEarly' }, { at: high, code: 'tooLate' });
    }
    case 'amount':
      if (typeof answer !== 'number' || answer < 0) return fault('notAnAmount');
      return within(answer, { at: field.minFen, code: 'tooSmall' }, { at: field.maxFen, code: 'tooLarge' });
  }
}

interface Bound {
  readonly at: number | undefined;
  readonly code: FaultCode;
}

/** Digits with what people put between and behind them, such as an extension. */
export function isPhone(written: string): boolean {
  // Full-width and Tibetan digits are digits.
  const { text } = foldText(written);
  return /^\+?[\d\s().\-–*#,;xX转]{3,40}$/u.test(text.trim()) && text.replaceAll(/\D/gu, '').length >= 3;
}
