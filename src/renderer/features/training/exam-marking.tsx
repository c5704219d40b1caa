import { useState, type ReactNode } from 'react';
import { examCriteria, type ExamMark } from '../../../shared/training/exam.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';

type Given = Pick<ExamMark, 'points' | 'isFatal' | 'why'>;

const unmarked: Given = { points: examCriteria.map(() => 5), isFatal: false };

export interface ExamMarkingProps {
  /** What this examiner gave before. */
  readonly mark: Given | undefined;
  readonly onMark: (mark: Given) => void;
}

/** Each change is kept at once: whoever is called away loses nothing. */
export function ExamMarking({ mark, onMark }: ExamMarkingProps): ReactNode {
  const { t } = useTranslation('training');
  // Shown as it was set, while the centre has not answered yet: what is changed next goes on from there.
  const [given, setGiven] = useState(mark);
  const { points, isFatal, why = '' } = given ?? unmarked;
  const give = (next: Given): void => {
    setGiven(next);
    onMark(next);
  };
  return (
    <div className="row exam-marking" data-marked={mark !== undefined}>
      {examCriteria.map((criterion, index) => (
        <label key={criterion} className="row">
          <span className="small">{t(`examFor.${criterion}`)}</span>
          <select
            className="input"
            name={`exam-${criterion}`}
            value={given ? (points[index] ?? 'none') : ''}
            onChange={({ target }) => {
              const point = target.value === 'none' ? null : Number(target.value);
              give({ points: points.with(index, point), isFatal, why });
            }}
          >
            {given ? null : (
              <option value="" disabled>
                —
              </option>
            )}
            {[5, 4, 3, 2, 1, 0].map((point) => (
              <option key={point} value={point}>
                {point}
              </option>
            ))}
            <option value="none">{t('notApplicable')}</option>
          </select>
        </label>
      ))}
      <label className="row">
        <input
          type="checkbox"
          name="exam-fatal"
          checked={isFatal}
          onChange={({ target }) => give({ points, isFatal: target.checked, why })}
        />
        {t('fatal')}
      </label>
      {isFatal ? (
        <label className="row grow">
          <span className="small">{t('fatalWhy')}</span>
          <input
            className="input grow"
            name="exam-why"
            maxLength={200}
            autoComplete="off"
            defaultValue={why}
            onBlur={({ target }) =>
              target.value.trim() === why ? undefined : give({ points, isFatal, why: target.value.trim() })
            }
          />
        </label>
      ) : null}
      {given ? null : <Button onClick={() => give(unmarked)}>{t('fullMarks')}</Button>}
    </div>
  );
}
