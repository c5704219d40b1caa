import type { ReactNode } from 'react';
import type { AgentNo } from '../../../shared/ids.ts';
import type { ListenerMarks } from '../../../shared/training/practice-result.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { EarMarks } from '../../ui/ear-marks.tsx';

export interface ColleagueMarksProps {
  readonly colleague: AgentNo;
  readonly marks: ListenerMarks['marks'];
  /** All of them, as they are after a change. */
  readonly onMarks: (marks: ListenerMarks['marks']) => void;
}

/** What only an ear can judge, by whoever was the caller. Each mark goes to the trainee's sheet as it is given. */
export function ColleagueMarks({ colleague, marks, onMarks }: ColleagueMarksProps): ReactNode {
  const { t } = useTranslation('pair');
  return (
    <fieldset className="listener-marks" data-testid="colleague-marks">
      <legend>{t('marksFor', { colleague })}</legend>
      <EarMarks name="colleague" marks={marks} onMarks={onMarks} />
    </fieldset>
  );
}
