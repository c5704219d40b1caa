import { useState, type ReactNode } from 'react';
import { loudnessLimits, type CoachChoice } from '../../../shared/domain/voice-coach.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import './coach.css';

export interface CoachSectionProps {
  readonly choice: CoachChoice;
  readonly onChange: (change: CoachChoice) => void;
  /** The headset against a reference. */
  readonly children: ReactNode;
}

/** When the agent is coached, and what he wants to sound like. */
export function CoachSection({ choice, onChange, children }: CoachSectionProps): ReactNode {
  const { t } = useTranslation('coach');
  return (
    <section className="sound-part" data-testid="coach-section">
      <h3 className="heading">{t('title')}</h3>
      <p className="small quiet">{t('what')}</p>
      <label className="row">
        <input
          type="checkbox"
          name="coachInDrills"
          checked={choice.isInDrills ?? true}
          onChange={({ target }) => onChange({ isInDrills: target.checked })}
        />
        {t('inDrills')}
      </label>
      <label className="row">
        <input
          type="checkbox"
          name="coachInCalls"
          checked={choice.isInCalls ?? false}
          onChange={({ target }) => onChange({ isInCalls: target.checked })}
        />
        {t('inCalls')}
      </label>
      <LoudnessTarget
        target={choice.loudnessDb ?? loudnessLimits.usual}
        onTarget={(loudnessDb) => onChange({ loudnessDb })}
      />
      {children}
    </section>
  );
}

/** Taken as soon as it is one; what is none stays to be mended. */
export function LoudnessTarget({
  target,
  onTarget,
}: {
  readonly target: number;
  readonly onTarget: (db: number) => void;
}): ReactNode {
  const { t } = useTranslation('coach');
  const [text, setText] = useState(String(target));
  const isRight = isTarget(text);
  return (
    <div className="coach-fields">
      <label className="row">
        {t('target')}
        <input
          className="input num"
          name="loudnessTarget"
          inputMode="numeric"
          value={text}
          aria-invalid={!isRight}
          onChange={({ target: field }) => {
            setText(field.value);
            if (isTarget(field.value) && Number(field.value) !== target) onTarget(Number(field.value));
          }}
        />
      </label>
      {isRight ? null : (
        <p className="message" role="alert">
          {t('targetError', loudnessLimits)}
        </p>
      )}
    </div>
  );
}

function isTarget(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) >= loudnessLimits.min && Number(text) <= loudnessLimits.max;
}
