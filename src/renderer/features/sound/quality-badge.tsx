import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { QualitySample } from '../../../shared/call/media-stats.ts';
import { worsePath } from '../../../shared/call/quality-summary.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { SoundStore } from './sound-store.ts';

type Grade = 'good' | 'fair' | 'poor';

/** By the bounds of ITU-T G.109: satisfied from a rating of 80, many dissatisfied below 70. */
function gradeOf(mos: number): Grade {
  if (mos >= 4) return 'good';
  return mos >= 3.6 ? 'fair' : 'poor';
}

/** How well the voices get through right now, in a word and its figures; a dash where nobody can tell. */
export function QualityBadge({ store, callId }: { readonly store: SoundStore; readonly callId: CallId }): ReactNode {
  const { t } = useTranslation('sound');
  const sample = useStore(store, (state) => state.quality[callId]?.sample);
  const worse = sample && worsePath(sample);
  if (!sample || !worse) {
    return (
      <p className="quality" data-testid="quality" title={t('qualityUnknown')}>
        <span>{t('quality')} —</span>
      </p>
    );
  }
  const grade = gradeOf(worse.mos);
  return (
    <p
      className="quality"
      data-testid="quality"
      data-grade={grade}
      data-mos={worse.mos.toFixed(2)}
      title={titleOf(sample, t)}
    >
      <span>
        <b>{t(`grade.${grade}`)}</b> {worse.mos.toFixed(1)}
      </span>
      <span>{t('loss', { percent: percent(worse.loss) })}</span>
      <span>{t('jitter', { ms: Math.round(worse.jitterMs) })}</span>
      {sample.roundTripMs === undefined ? null : <span>{t('roundTrip', { ms: Math.round(sample.roundTripMs) })}</span>}
    </p>
  );
}

type Translate = ReturnType<typeof useTranslation<'sound'>>['t'];

function titleOf({ heard, spoken }: QualitySample, t: Translate): string {
  const line = (path: typeof heard, name: 'pathHeard' | 'pathSpoken'): string =>
    t(name, {
      figures: path
        ? `MOS ${path.mos.toFixed(1)} · ${t('loss', { percent: percent(path.loss) })} · ${t('jitter', { ms: Math.round(path.jitterMs) })}`
        : '—',
    });
  return `${line(heard, 'pathHeard')}\n${line(spoken, 'pathSpoken')}`;
}

/** Whole percents, but for what is almost nothing. */
function percent(share: number): string {
  return share > 0 && share < 0.01 ? '<1' : String(Math.round(share * 100));
}
