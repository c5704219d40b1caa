import { useCallback, useEffect, useImperativeHandle, useRef, useState, type ReactNode, type Ref } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { maxRecordingMs, recordingBitsPerSecond } from '../../../shared/domain/line-proposal.ts';
import type { VoiceRecorder, VoiceRecording } from '../../telephony/sound/voice-recorder.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Meter } from '../../ui/meter.tsx';
import type { PackStore } from './pack-store.ts';
import { usePlayer } from './use-player.ts';

export interface VoiceFieldHandle {
  toggle(): void;
  play(): void;
}

export interface VoiceFieldProps {
  readonly ref: Ref<VoiceFieldHandle>;
  readonly recorder: VoiceRecorder;
  readonly store: PackStore;
  readonly recording: string | undefined;
}

/** The speaker's own voice: recorded, heard again, recorded anew. */
export function VoiceField({ ref, recorder, store, recording }: VoiceFieldProps): ReactNode {
  const { t } = useTranslation('packs');
  const [running, setRunning] = useState<VoiceRecording>();
  const live = useRef<VoiceRecording>(undefined);
  const isStarting = useRef(false);
  const isGone = useRef(false);
  const player = usePlayer(recorder, store);

  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      live.current?.stop();
    };
  }, []);

  async function record(): Promise<void> {
    const { activeId } = store.getState();
    if (isStarting.current || activeId === undefined) return;
    isStarting.current = true;
    player.stop();
    const begun = await recorder.start({ ms: maxRecordingMs, bitsPerSecond: recordingBitsPerSecond });
    isStarting.current = false;
    // The microphone may have been long in coming: by now the sheet may have made way for a call.
    if (isGone.current) {
      if (begun.ok) begun.value.stop();
      return;
    }
    if (!begun.ok) {
      store.actions.fail(begun.error);
      return;
    }
    live.current = begun.value;
    setRunning(begun.value);
    store.actions.setRecording(true);
    const sound = await begun.value.done;
    live.current = undefined;
    setRunning(undefined);
    store.actions.setRecording(false);
    if (sound.ok) await store.actions.keepRecording(activeId, sound.value);
    else store.actions.fail(sound.error);
  }
  const toggle = (): void => {
    if (running) running.stop();
    else void record();
  };
  const play = (): void => {
    if (recording !== undefined && !running) player.toggle(recording);
  };
  useImperativeHandle(ref, () => ({ toggle, play }));
  const read = useCallback(() => running?.level() ?? 0, [running]);

  return (
    <section
      className="pack-voice"
      aria-label={t('recording')}
      data-testid="pack-voice"
      data-state={running ? 'recording' : recording === undefined ? 'none' : 'kept'}
    >
      <div className="row">
        <Button icon={<Icon name={running ? 'pause' : 'microphone'} />} keyHint="Alt R" onClick={toggle}>
          {running ? t('stopRecording') : recording === undefined ? t('record') : t('recordAgain')}
        </Button>
        {recording !== undefined && !running ? (
          <>
            <Button
              icon={<Icon name={player.playing === recording ? 'pause' : 'play'} />}
              keyHint="Alt P"
              data-testid="pack-play"
              data-playing={player.playing === recording}
              onClick={play}
            >
              {player.playing === recording ? t('stopRecording') : t('playRecording')}
            </Button>
            <Button
              kind="quiet"
              onClick={() => {
                store.actions.edit({ recording: undefined });
              }}
            >
              {t('removeRecording')}
            </Button>
          </>
        ) : null}
        {running ? <Meter read={read} testId="pack-level" /> : null}
      </div>
      <p className="quiet small" role="status">
        {running ? t('isRecording') : t('recordingHint', { seconds: maxRecordingMs / 1000 })}
      </p>
    </section>
  );
}
