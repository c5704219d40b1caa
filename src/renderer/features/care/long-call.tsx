import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../../ui/key-labels.ts';
import './care.css';

const careKey = 'Alt ⇧ X';

export interface LongCallSwitchProps {
  readonly isOn: boolean;
  readonly onSwitch: () => void;
}

/** 长通话: a caller who needs his time. Nothing reminds of it in this call, and its record says so. */
export function LongCallSwitch({ isOn, onSwitch }: LongCallSwitchProps): ReactNode {
  const { t } = useTranslation('care');
  return (
    <button
      type="button"
      className="long-call"
      aria-pressed={isOn}
      aria-keyshortcuts={useShortcut(careKey)}
      title={t('longCallWhat')}
      data-testid="long-call"
      onClick={onSwitch}
    >
      {t('longCall')}
      <Kbd>{careKey}</Kbd>
    </button>
  );
}

export interface LongTalkLineProps {
  /** The limit that the talk has passed. */
  readonly minutes: number;
  readonly onEscalate: () => void;
}

/** The talk has become long, and what may be done: go on without a reminder, or ask for somebody to take it over. */
export function LongTalkLine({ minutes, onEscalate }: LongTalkLineProps): ReactNode {
  const { t } = useTranslation('care');
  return (
    <div className="long-talk" role="status" data-testid="long-talk">
      <span className="grow">{t('longTalk', { minutes })}</span>
      <Button kind="quiet" keyHint="Alt ⇧ E" onClick={onEscalate}>
        {t('escalate')}
      </Button>
    </div>
  );
}
