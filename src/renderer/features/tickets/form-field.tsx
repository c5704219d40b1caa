import { useId, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { FormField } from '../../../shared/domain/ticket-form.ts';
import { longestDescription, type FormAnswer } from '../../../shared/domain/ticket.ts';
import type { FieldFault } from '../../../shared/ticket/field-faults.ts';
import { ChoiceInput, type ControlProps } from './choice-input.tsx';
import { faultText } from './fault-text.ts';
import { labelIn } from './labels.ts';
import { TimeInput } from './time-input.tsx';

export interface FormFieldProps {
  readonly catalog: TicketCatalog;
  readonly field: FormField;
  readonly answer: FormAnswer | undefined;
  readonly isRequired: boolean;
  readonly fault: FieldFault | undefined;
  readonly onAnswer: (answer: FormAnswer | undefined) => void;
}

/** One question of a form, with what is wrong with its answer below it. */
export function FormFieldRow(props: FormFieldProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const { field, fault, isRequired } = props;
  const faultId = useId();
  return (
    <div className={field.kind === 'longText' ? 'field wide' : 'field'}>
      <label className="field">
        <span>
          {labelIn(field.label, i18n.language)}
          {isRequired ? <span aria-hidden="true"> *</span> : null}
        </span>
        <Control
          {...props}
          control={{
            className: 'input',
            name: field.id,
            'aria-required': isRequired,
            'aria-invalid': fault !== undefined,
            ...(fault ? { 'aria-describedby': faultId } : {}),
          }}
        />
      </label>
      {fault ? (
        <span id={faultId} className="field-fault" data-testid={`fault-${field.id}`}>
          {faultText(t, field, fault)}
        </span>
      ) : null}
    </div>
  );
}

/** What the ticket itself has room for. */
const longest: Readonly<Record<string, number>> = { callerName: 60, callerPhone: 40, address: 200 };

function Control(props: FormFieldProps & { readonly control: ControlProps }): ReactNode {
  const { field, answer, control, onAnswer } = props;
  const typed = typeof answer === 'string' ? answer : '';
  switch (field.kind) {
    case 'longText':
      return (
        <textarea
          {...control}
          rows={2}
          maxLength={longestDescription}
          value={typed}
          onChange={(event) => {
            onAnswer(event.target.value);
          }}
        />
      );
    case 'text':
    case 'address':
    case 'phone':
    case 'amount':
      return (
        <input
          {...control}
          className={field.kind === 'phone' || field.kind === 'amount' ? 'input num' : 'input'}
          inputMode={field.kind === 'amount' ? 'decimal' : 'text'}
          maxLength={longest[field.id] ?? 200}
          autoComplete="off"
          value={typeof answer === 'number' ? (answer / 100).toFixed(2) : typed}
          onChange={(event) => {
            onAnswer(event.target.value);
          }}
        />
      );
    case 'dateTime':
      return <TimeInput control={control} answer={answer} onAnswer={onAnswer} />;
    case 'area':
    case 'choice':
    case 'yesNo':
      return <ChoiceInput {...props} field={field} />;
  }
}
