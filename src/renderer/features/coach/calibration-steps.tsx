import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { referenceLimits, type Calibration } from '../../../shared/domain/voice-coach.ts';
import { formatDate } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CoachEar } from '../../telephony/coach/coach-ear.ts';
import type { SoundPort } from '../../telephony/sound/sound-port.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { createCalibration, neededSpeechS } from './calibration-store.ts';

export interface CalibrationProps {
  readonly sound: SoundPort;
  readonly ear: CoachEar;
  /** Of the headset in use; undefined while it has none. */
  readonly calibration: Calibration | undefined;
  /** The headset's gain does not change by itself. */
  readonly isSteady: boolean;
  /** @param offsetDb what makes a level in dBFS dB of sound pressure */
  readonly onCalibrated: (offsetDb: number) => void;
}

/** Compares the headset with a meter that the agent holds: he speaks, then he says what it showed. */
export function CalibrationSteps({ sound, ear, calibration, isSteady, onCalibrated }: CalibrationProps): ReactNode {
  const { t, i18n } = useTranslation('coach');
  const store = useMemo(() => createCalibration(sound, ear), [sound, ear]);
  useEffect(() => store.end, [store]);
  // Another gain or another headset: what was measured is of the one before.
  useEffect(() => store.end, [store, isSteady, calibration?.label]);
  const step = useStore(store);
  const isUnderWay = step.kind === 'starting' || step.kind === 'speaking' || step.kind === 'asking';
  return (
    <div className="coach-fields" data-testid="calibration" data-step={step.kind}>
      <p className="small quiet">
        <b>{t('calibration')}</b>{' '}
        {calibration ? t('calibrationAt', { date: formatDate(i18n.language, calibration.at) }) : t('calibrationNone')}{' '}
        {isSteady ? '' : t('agcOn')}
      </p>
      {isUnderWay ? <p className="small">{t('calibrateHow')}</p> : null}
      {step.kind === 'failed' ? <ErrorNote error={step.error} /> : null}
      {step.kind === 'speaking' ? (
        <p role="status">{t('calibrateSpeak', { seconds: step.seconds, needed: neededSpeechS })}</p>
      ) : null}
      {step.kind === 'asking' ? (
        <ShownLevel
          onSave={(shownDb) => {
            onCalibrated(shownDb - step.levelDb);
            store.end();
          }}
          onCancel={store.end}
        />
      ) : (
        <div className="row">
          {isUnderWay ? (
            <Button onClick={store.end}>{t('calibrateCancel')}</Button>
          ) : (
            <Button disabled={!isSteady} onClick={store.start}>
              {t('calibrate')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function ShownLevel({
  onSave,
  onCancel,
}: {
  readonly onSave: (shownDb: number) => void;
  readonly onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation('coach');
  const [text, setText] = useState('');
  const [isWrong, setWrong] = useState(false);
  const save = (): void => {
    const shownDb = Number(text.trim().replace(',', '.'));
    const isRight = text.trim() !== '' && shownDb >= referenceLimits.min && shownDb <= referenceLimits.max;
    setWrong(!isRight);
    if (isRight) onSave(shownDb);
  };
  return (
    <form
      className="coach-fields"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label className="row">
        {t('calibrateShown')}
        <input
          className="input num"
          name="shownDb"
          inputMode="decimal"
          autoFocus
          value={text}
          aria-invalid={isWrong}
          onChange={({ target }) => setText(target.value)}
        />
        <Button kind="primary" onClick={save}>
          {t('calibrateSave')}
        </Button>
        <Button onClick={onCancel}>{t('calibrateCancel')}</Button>
      </label>
      {isWrong ? (
        <p className="message" role="alert">
          {t('calibrateError', referenceLimits)}
        </p>
      ) : null}
    </form>
  );
}
