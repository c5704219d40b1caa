import type { ReactNode } from 'react';
import { earCriteria, earMarkSchema, type ListenerMarks } from '../../shared/training/practice-result.ts';
import { useTranslation } from '../i18n/texts.tsx';

const points = [5, 4, 3, 2, 1] as const;

export interface EarMarksProps {
  /** What the names of its fields begin with. */
  readonly name: string;
  readonly marks: ListenerMarks['marks'];
  /** All of them, as they are after a change. */
  readonly onMarks: (marks: ListenerMarks['marks']) => void;
}

/** What only an ear can judge of a call: a mark for each, or none. */
export function EarMarks({ name, marks, onMarks }: EarMarksProps): ReactNode {
  const { t } = useTranslation('phone');
  return earCriteria.map((criterion) => (
    <label key={criterion}>
      <span>{t(`ear.${criterion}`)}</span>
      <select
        className="input"
        name={`${name}-${criterion}`}
        value={marks[criterion] ?? ''}
        onChange={({ target: { value } }) => {
          const { [criterion]: _, ...others } = marks;
          const given = earMarkSchema.safeParse(value === 'notApplicable' ? value : Number(value)).data;
          onMarks(given === undefined ? others : { ...others, [criterion]: given });
        }}
      >
        <option value="">{t('markNone')}</option>
        {points.map((value) => (
          <option key={value} value={value}>
            {t('markOf', { value })}
          </option>
        ))}
        <option value="notApplicable">{t('outcome.notApplicable')}</option>
      </select>
    </label>
  ));
}
