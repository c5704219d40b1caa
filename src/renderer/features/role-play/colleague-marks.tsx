import type { ReactNode } from 'react';
import type { AgentNo } from '../../../shared/ids.ts';
import { earCriteria, earMarkSchema, type ListenerMarks } from '../../../shared/training/practice-result.ts';
import { useTranslation } from '../../i18n/texts.tsx';

const points = [5, 4, 3, 2, 1] as const;

export interface ColleagueMarksProps {
  readonly colleague: AgentNo;
  readonly marks: ListenerMarks['marks'];
  /** All of them, as they are after a change. */
  readonly onMarks: (marks: ListenerMarks['marks']) => void;
}

/** What only an ear can judge, by whoever was the caller. Each mark goes to the trainee's sheet as it is given. */
export function ColleagueMarks({ colleague, marks, onMarks }: ColleagueMarksProps): ReactNode {
  const { t } = useTranslation('phone');
  const { t: ofPair } = useTranslation('pair');
  return (
    <fieldset className="listener-marks" data-testid="colleague-marks">
      <legend>{ofPair('marksFor', { colleague })}</legend>
      {earCriteria.map((criterion) => (
        <label key={criterion}>
          <span>{t(`ear.${criterion}`)}</span>
          <select
            className="input"
            name={`colleague-${criterion}`}
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
      ))}
    </fieldset>
  );
}
