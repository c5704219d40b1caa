import type { ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import { judgeLoudness, judgePace, paceOf } from '../../../shared/coach/judge-voice.ts';
import type { VoiceNow } from '../../../shared/coach/voice-now.ts';
import type { PaceUnit } from '../../../shared/domain/panel-choice.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CoachState } from './coach-store.ts';
import './coach.css';

export interface CoachTargets {
  readonly unit: PaceUnit;
  /** Units a minute. */
  readonly pace: number;
  /** dB of sound pressure. */
  readonly loudnessDb: number;
  /** dB on top of a level in dBFS; undefined while nobody knows what a level means. */
  readonly offsetDb: number | undefined;
}

/** How the agent speaks, in figures and a word each. Never told by itself: who wants to hear it goes there. */
export function CoachLine({
  store,
  callId,
  targets,
  isAlone = false,
}: {
  readonly store: StoreApi<CoachState>;
  readonly callId: string;
  readonly targets: CoachTargets;
  /** Nobody is there who could be talked over. */
  readonly isAlone?: boolean;
}): ReactNode {
  const { t } = useTranslation('coach');
  const { listeningTo, now } = useStore(store);
  if (listeningTo !== callId) return null;
  return (
    <dl className="coach" aria-label={t('title')} data-testid="coach" data-pace={now.syllablesPerMinute?.toFixed(0)}>
      <Pace now={now} targets={targets} />
      <Loudness now={now} targets={targets} />
      <Figure name={t('pauses')} title={t('pausesWhat')}>
        {now.syllablesPerMinute === undefined ? '—' : t('percent', { percent: Math.round(now.pauseShare * 100) })}
      </Figure>
      {isAlone ? null : (
        <Figure
          name={t('talkOver')}
          title={t('talkOverWhat')}
          verdict={now.isOver ? { word: t('talkOverNow'), isFit: false } : undefined}
        >
          {t('times', { number: now.talkOvers })}
        </Figure>
      )}
    </dl>
  );
}

interface PartProps {
  readonly now: VoiceNow;
  readonly targets: CoachTargets;
}

function Pace({ now, targets: { unit, pace: target } }: PartProps): ReactNode {
  const { t } = useTranslation('coach');
  const { t: phrases } = useTranslation('phrases');
  const pace = now.syllablesPerMinute === undefined ? undefined : paceOf(now.syllablesPerMinute, unit);
  const verdict = pace === undefined ? undefined : judgePace(pace, target);
  const unitText = phrases(`pace.${unit}`);
  return (
    <Figure
      name={t('pace')}
      title={t('paceWhat', { target, unit: unitText })}
      verdict={verdict && { word: t(`pace.${verdict}`), isFit: verdict === 'fits' }}
    >
      {pace === undefined ? '—' : `${String(roundPace(pace))} ${unitText}`}
    </Figure>
  );
}

/** To the fives: the meter is not finer. */
function roundPace(pace: number): number {
  return Math.round(pace / 5) * 5;
}

function Loudness({ now: { levelDb }, targets: { loudnessDb, offsetDb } }: PartProps): ReactNode {
  const { t } = useTranslation('coach');
  if (levelDb === undefined || offsetDb === undefined) {
    return (
      <Figure name={t('loudness')} title={t('relativeWhat')}>
        {levelDb === undefined ? '—' : t('relative', { db: `−${String(Math.abs(Math.round(levelDb)))}` })}
      </Figure>
    );
  }
  const db = levelDb + offsetDb;
  const verdict = judgeLoudness(db, loudnessDb);
  return (
    <Figure
      name={t('loudness')}
      title={t('loudnessWhat', { target: loudnessDb })}
      verdict={{ word: t(`loudness.${verdict}`), isFit: verdict === 'fits' }}
    >
      {t('db', { db: Math.round(db) })}
    </Figure>
  );
}

function Figure({
  name,
  title,
  verdict,
  children,
}: {
  readonly name: string;
  readonly title: string;
  readonly verdict?: { readonly word: string; readonly isFit: boolean } | undefined;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>
        <span className="num">{children}</span>
        {verdict ? <b data-fit={verdict.isFit}>{verdict.word}</b> : null}
      </dd>
    </div>
  );
}
