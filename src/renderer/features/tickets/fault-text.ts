import { formatLocalMinute } from '../../i18n/format.ts';
import type { useTranslation } from '../../i18n/texts.tsx';
import type { FormField } from '../../../shared/domain/ticket-form.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';

type Translate = ReturnType<typeof useTranslation<'tickets'>>['t'];

/** What is wrong with an answer and what it may be, in the agent's language. */
export function faultText(t: Translate, field: FormField | undefined, { code, bound }: FieldFault): string {
  return t(`fault.${code}`, { bound: bound === undefined ? '' : boundText(field, bound) });
}

function boundText(field: FormField | undefined, bound: number): string {
  if (field?.kind === 'dateTime') return formatLocalMinute(bound);
  return field?.kind === 'amount' ? (bound / 100).toFixed(2) : String(bound);
}
