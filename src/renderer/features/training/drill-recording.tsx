import { useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { DrillId } from '../../../shared/ids.ts';
import { drillRecordingTermDays, drillRecordingTermMs } from '../../../shared/training/drill-recording.ts';
import { formatDate, formatDateTime, formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useNow } from '../../ui/use-now.ts';
import { positionOf, type DrillRecorder } from './drill-recorder.ts';
import { textOf, type DrillStore } from './drill-store.ts';

/** How far one press goes back: a clause or two. */
export const backMs = 5000;

export interface DrillRecordingProps {
  readonly store: DrillStore;
  readonly recorder: DrillRecorder;
}

/** Stands over the text for as long as the microphone is being recorded. */
export function RecordingOn({ recorder }: Pick<DrillRecordingProps, 'recorder'>): ReactNode {
  const { t } = useTranslation('training');
  const running = useStore(recorder, (state) => state.running);
  const now = useNow(1000);
  if (!running) return null;
  return (
    <p className="recording-on" data-testid="recording-on">
      <span className="recording-dot" aria-hidden="true" />
      <b role="status">{t('recordingOn')}</b>
      <span className="num" aria-hidden="true">
        {formatDuration(Math.max(0, now - running.since))}
      </span>
      <span className="small">{t('recordingHere', { days: drillRecordingTermDays })}</span>
    </p>
  );
}

/** Records the drill, plays it beside the text, and throws it away. */
export function DrillRecording({ store, recorder }: DrillRecordingProps): ReactNode {
  const { t } = useTranslation('training');
  const { stage, drillId, noVoice } = useStore(store);
  const { running, kept, error } = useStore(recorder);
  const isKept = kept.some((each) => each.drillId === drillId);
  return (
    <div className="drill-recording" data-testid="drill-recording">
      {stage === 'reading' && !noVoice ? (
        <Button
          icon={<Icon name={running ? 'pause' : 'microphone'} />}
          data-testid="drill-record"
          aria-pressed={running !== undefined}
          onClick={() => void recorder.toggle()}
        >
          {t(running ? 'recordStop' : 'record')} <Kbd>R</Kbd>
        </Button>
      ) : null}
      {stage === 'reading' && !noVoice && !running ? (
        <p className="small quiet">{t('recordWhat', { days: drillRecordingTermDays })}</p>
      ) : null}
      {stage === 'done' && drillId !== undefined && isKept ? <PlayKeys recorder={recorder} drillId={drillId} /> : null}
      {stage === 'ready' ? <KeptRecordings store={store} recorder={recorder} /> : null}
      <ErrorNote error={error} />
    </div>
  );
}

interface PlayKeysProps extends Pick<DrillRecordingProps, 'recorder'> {
  readonly drillId: DrillId;
}

function PlayKeys({ recorder, drillId }: PlayKeysProps): ReactNode {
  const { t, i18n } = useTranslation('training');
  const { kept, playback } = useStore(recorder);
  const now = useNow(250);
  const recording = kept.find((each) => each.drillId === drillId);
  if (!recording) return null;
  const mine = playback?.drillId === drillId ? playback : undefined;
  const position = mine ? Math.min(recording.ms, positionOf(mine, now)) : 0;
  const isHeard = mine?.since !== undefined;
  return (
    <div className="drill-player" data-testid="drill-player" data-playing={isHeard}>
      <div className="row">
        <Button
          icon={<Icon name={isHeard ? 'pause' : 'play'} />}
          data-testid="drill-play"
          onClick={() => void recorder.play(drillId)}
        >
          {t(isHeard ? 'playPause' : 'play')} <Kbd>P</Kbd>
        </Button>
        <Button data-testid="drill-back" disabled={!mine} onClick={() => void recorder.back(backMs)}>
          {t('playBack', { seconds: backMs / 1000 })} <Kbd>O</Kbd>
        </Button>
      </div>
      <div className="row">
        <progress className="grow" max={recording.ms} value={position} aria-label={t('playPosition')} />
        <span className="num small">
          {formatDuration(position)} / {formatDuration(recording.ms)}
        </span>
      </div>
      <div className="row">
        <span className="small quiet grow">
          {t('recordingUntil', { date: formatDate(i18n.language, recording.at + drillRecordingTermMs) })}
        </span>
        <Button kind="quiet" data-testid="drill-forget" onClick={() => void recorder.remove(drillId)}>
          {t('recordingRemove')}
        </Button>
      </div>
    </div>
  );
}

/** Those of other drills that are still here: heard again beside their text, or thrown away. */
function KeptRecordings({ store, recorder }: DrillRecordingProps): ReactNode {
  const { t, i18n } = useTranslation('training');
  const kept = useStore(recorder, (state) => state.kept);
  const results = useStore(store, (state) => state.results);
  const texts = useStore(store, (state) => state.texts);
  const list = useRef<HTMLDetailsElement>(null);
  useEffect(() => void recorder.load(), [recorder]);
  if (kept.length === 0) return null;
  return (
    <details ref={list} className="drill-kept" data-testid="drill-kept">
      <summary>{t('recordingsKept', { count: kept.length })}</summary>
      <ul>
        {kept.map(({ drillId, at, ms }) => {
          const result = results.find((each) => each.drillId === drillId);
          const isThere = result !== undefined && textOf({ ...result, texts })?.id === result.textId;
          return (
            <li key={drillId}>
              <span className="num small grow">
                {formatDateTime(i18n.language, at)} · {formatDuration(ms)}
              </span>
              {isThere ? (
                <Button kind="quiet" onClick={() => store.actions.review(drillId)}>
                  {t('recordingReview')}
                </Button>
              ) : null}
              <Button
                kind="quiet"
                onClick={() => {
                  list.current?.querySelector('summary')?.focus();
                  void recorder.remove(drillId);
                }}
              >
                {t('recordingRemove')}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** The keys of recording and hearing; true when the press was one of them. */
export function recordByKey({ store, recorder }: DrillRecordingProps, key: string): boolean {
  const { stage, drillId, noVoice } = store.getState();
  const letter = key.toLowerCase();
  if (stage === 'reading' && letter === 'r' && !noVoice) {
    void recorder.toggle();
    return true;
  }
  const isKept = recorder.getState().kept.some((each) => each.drillId === drillId);
  if (stage !== 'done' || drillId === undefined || !isKept) return false;
  if (letter === 'p') void recorder.play(drillId);
  else if (letter === 'o') void recorder.back(backMs);
  else return false;
  return true;
}
