import type { ReactNode } from 'react';
import { nudgeRule } from '../../../shared/care/rest-nudge.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import './care.css';

export interface RestNudgeLineProps {
  /** Of talk without a pause. */
  readonly minutes: number;
  readonly onRest: () => void;
  readonly onPutOff: () => void;
  readonly onHeeded: () => void;
}

/** Drink, rest: one quiet line, which takes no focus. */
export function RestNudgeLine({ minutes, onRest, onPutOff, onHeeded }: RestNudgeLineProps): ReactNode {
  const { t } = useTranslation('care');
  return (
    <div className="rest-nudge" role="status" data-testid="rest-nudge">
      <span className="grow">{t('rest', { minutes })}</span>
      <Button onClick={onRest}>{t('takeRest')}</Button>
      <Button kind="quiet" onClick={onPutOff}>
        {t('putOff', { minutes: nudgeRule.putOffMs / 60_000 })}
      </Button>
      <Button kind="quiet" keyHint="Alt ⇧ X" onClick={onHeeded}>
        {t('heeded')}
      </Button>
    </div>
  );
}
