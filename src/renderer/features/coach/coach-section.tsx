import type { ReactNode } from 'react';
import { loudnessLimits, usualLoudness, type CoachChoice } from '../../../shared/domain/voice-coach.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import './coach.css';

export interface CoachSectionProps {
  readonly choice: CoachChoice;
  /** The headset in use was compared with a meter. */
  readonly isCalibrated: boolean;
  readonly onChange: (change: CoachChoice) => void;
  /** The headset against a reference. */
  readonly children: ReactNode;
}

/** When the agent is coached, and what he wants to sound like. */
export function CoachSection({ choice, isCalibrated, onChange, children }: CoachSectionProps): ReactNode {
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
        isCalibrated={isCalibrated}
        onTarget={(loudnessDb) => onChange({ loudnessDb })}
      />
      {children}
    </section>
  );
}

/** What the agent wants to sound like: one of the two usual ones by a key, or his own. */
export function LoudnessTarget({
  target,
  isCalibrated,
  onTarget,
}: {
  readonly target: number;
  /** Whether the headset in use was compared with a meter: no level means anything before. */
  readonly isCalibrated: boolean;
  readonly onTarget: (db: number) => void;
}): ReactNode {
  const { t } = useTranslation('coach');
  return (
    <div className="coach-target" data-testid="loudness-target">
      <div className="row" role="group" aria-label={t('target')}>
        <NumberField
          name="loudnessTarget"
          limits={loudnessLimits}
          value={target}
          onValue={(db) => (db === undefined ? undefined : onTarget(db))}
        >
          {t('target')}
        </NumberField>
        {usualLoudness.map(({ voice, db }) => (
          <button
            key={voice}
            type="button"
            className="filter"
            aria-pressed={target === db}
            onClick={() => onTarget(db)}
          >
            {t(`targetOf.${voice}`, { db })}
          </button>
        ))}
      </div>
      {isCalibrated ? null : <p className="small quiet">{t('targetLater')}</p>}
    </div>
  );
}
