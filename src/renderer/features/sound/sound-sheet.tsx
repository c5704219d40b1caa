import { useEffect, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { processingOf } from '../../../shared/domain/sound.ts';
import type { SoundPort } from '../../telephony/sound/sound-port.ts';
import { Button } from '../../ui/button.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { DevicePicker } from './device-picker.tsx';
import { HeadsetKeys } from './headset-keys.tsx';
import { SelfTest } from './self-test.tsx';
import type { SoundStore } from './sound-store.ts';
import { useMonitor } from './use-monitor.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import './sound.css';

export interface SoundSheetProps {
  readonly store: SoundStore;
  readonly sound: SoundPort;
  readonly isOnCall: boolean;
  readonly onClose: () => void;
  /** What else tells of a call. */
  readonly children?: ReactNode;
}

/** Where the agent speaks, where he hears, where it rings; every change counts at once, in a running call too. */
export function SoundSheet({ store, sound, isOnCall, onClose, children }: SoundSheetProps): ReactNode {
  const { t } = useTranslation('sound');
  const error = useStore(store, (state) => state.error);
  const { endTest } = store.actions;
  useEffect(() => endTest, [endTest]);
  return (
    <Sheet label={t('title')} className="sound-sheet" onClose={onClose}>
      <SheetHead title={t('title')} closeText={t('close')} onClose={onClose} />
      <ErrorNote error={error} />
      <div className="sound-parts">
        <Speaking store={store} sound={sound} />
        <Hearing store={store} sound={sound} />
      </div>
      <SelfTest store={store} isOnCall={isOnCall} />
      <HeadsetKeys store={store} />
      {children}
    </Sheet>
  );
}

type PartProps = Pick<SoundSheetProps, 'store' | 'sound'>;

function Speaking({ store, sound }: PartProps): ReactNode {
  const { t } = useTranslation('sound');
  const { devices, settings } = useStore(store);
  const monitor = useMonitor(sound);
  const processing = processingOf(settings);
  return (
    <section className="sound-part">
      <DevicePicker
        label={t('role.microphone')}
        noChoice={t('systemChoice')}
        devices={devices.inputs}
        found={devices.microphone}
        testId="microphone"
        onChoose={(microphone) => store.actions.change({ microphone })}
      />
      <div className="row small quiet">
        {t('level')}
        <Meter read={monitor.level} testId="microphone-level" />
      </div>
      <ErrorNote error={monitor.error} />
      {(['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const).map((name) => (
        <label key={name} className="row">
          <input
            type="checkbox"
            name={name}
            checked={processing[name]}
            onChange={({ target }) => store.actions.changeProcessing({ [name]: target.checked })}
          />
          {t(name)}
        </label>
      ))}
    </section>
  );
}

function Hearing({ store, sound }: PartProps): ReactNode {
  const { t } = useTranslation('sound');
  const { devices, settings } = useStore(store);
  return (
    <section className="sound-part">
      <div className="picker-row">
        <DevicePicker
          label={t('role.speaker')}
          noChoice={t('systemChoice')}
          devices={devices.outputs}
          found={devices.speaker}
          testId="speaker"
          onChoose={(speaker) => store.actions.change({ speaker })}
        />
        <Button onClick={() => sound.playTone('speaker')}>{t('playTone')}</Button>
      </div>
      <div className="picker-row">
        <DevicePicker
          label={t('role.ringing')}
          noChoice={t('sameAsSpeaker')}
          devices={devices.outputs}
          found={devices.ringing}
          testId="ringing"
          onChoose={(ringing) => store.actions.change({ ringing })}
        />
        <Button onClick={() => sound.playTone('ringing')}>{t('playRing')}</Button>
      </div>
      {settings.ringing ? (
        <label className="row">
          <input
            type="checkbox"
            name="isRungInSpeaker"
            checked={settings.isRungInSpeaker}
            onChange={({ target }) => store.actions.change({ isRungInSpeaker: target.checked })}
          />
          {t('isRungInSpeaker')}
        </label>
      ) : null}
    </section>
  );
}
