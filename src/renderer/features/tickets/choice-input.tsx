import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { TicketCatalog } from '../../../shared/domain/ticket-catalog.ts';
import type { FormField } from '../../../shared/domain/ticket-form.ts';
import type { FormAnswer } from '../../../shared/domain/ticket.ts';
import { labelIn } from './labels.ts';

/** What every control of a form carries. */
export interface ControlProps {
  readonly className: string;
  readonly name: string;
  readonly 'aria-required': boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

interface ChoiceInputProps {
  readonly catalog: TicketCatalog;
  readonly field: Extract<FormField, { kind: 'area' | 'choice' | 'yesNo' }>;
  readonly answer: FormAnswer | undefined;
  readonly control: ControlProps;
  readonly onAnswer: (answer: FormAnswer | undefined) => void;
}

const areaKinds = ['town', 'country', 'remote'] as const;

/** One of a few: an area by its kind, which is what is promised by, a choice of the form, or yes and no. */
export function ChoiceInput({ catalog, field, answer, control, onAnswer }: ChoiceInputProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const option = ({ id, label }: { id: string; label: Parameters<typeof labelIn>[0] }): ReactNode => (
    <option key={id} value={id}>
      {labelIn(label, i18n.language)}
    </option>
  );
  return (
    <select
      {...control}
      value={answer === undefined ? '' : String(answer)}
      onChange={({ target: { value } }) => {
        onAnswer(field.kind === 'yesNo' && value !== '' ? value === 'true' : value);
      }}
    >
      <option value="">{t(field.kind === 'area' ? 'areaUnknown' : 'noAnswer')}</option>
      {field.kind === 'choice' ? field.choices.map(option) : null}
      {field.kind === 'yesNo' ? (
        <>
          <option value="true">{t('yes')}</option>
          <option value="false">{t('no')}</option>
        </>
      ) : null}
      {field.kind === 'area'
        ? areaKinds.map((kind) => (
            <optgroup key={kind} label={t(`areaKind.${kind}`)}>
              {catalog.areas.filter((area) => area.kind === kind).map(option)}
            </optgroup>
          ))
        : null}
    </select>
  );
}
