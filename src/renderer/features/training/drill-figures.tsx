import type { ReactNode } from 'react';
import { judgeLoudness, judgePace } from '../../../shared/coach/judge-voice.ts';
import { paceUnitOf } from '../../../shared/script/clauses.ts';
import { drillFigures, type DrillResult } from '../../../shared/training/drill-result.ts';
import { formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';

/** What a drill came to, beside what the reader wanted. */
export function DrillFigures({ result }: { readonly result: DrillResult }): ReactNode {
  const { t } = useTranslation(['training', 'coach', 'phrases']);
  const figures = drillFigures(result);
  const { voice, target, from, to } = result;
  const unit = t(`phrases:pace.${paceUnitOf(result.lang)}`);
  const pace = judgePace(figures.pace, target.pace);
  const loudness = figures.loudnessDb === undefined ? undefined : judgeLoudness(figures.loudnessDb, target.loudnessDb);
  return (
    <dl className="drill-figures" data-testid="drill-figures">
      <Figure name={t('training:accuracy')} testId="accuracy">
        {figures.accuracy === undefined ? t('training:nobodyHeard') : percent(figures.accuracy)}
      </Figure>
      {figures.accuracy === undefined ? null : (
        <Figure name={t('training:marks')} testId="marks">
          {t('training:marksOf', { misread: figures.misread, dropped: figures.dropped, added: figures.added })}
        </Figure>
      )}
      <Figure
        name={t('coach:pace')}
        testId="pace"
        verdict={t(`coach:pace.${pace}`)}
        isFit={pace === 'fits'}
        wanted={t('training:target', { target: `${String(target.pace)} ${unit}` })}
      >
        {`${figures.pace.toFixed(0)} ${unit}`}
      </Figure>
      <Figure
        name={t('coach:loudness')}
        testId="loudness"
        verdict={loudness && t(`coach:loudness.${loudness}`)}
        isFit={loudness === 'fits'}
        wanted={loudness ? t('training:target', { target: t('coach:db', { db: target.loudnessDb }) }) : undefined}
      >
        {figures.loudnessDb !== undefined
          ? t('coach:db', { db: figures.loudnessDb.toFixed(0) })
          : voice
            ? t('coach:relative', { db: `−${String(Math.abs(Math.round(voice.levelDb)))}` })
            : t('training:notMeasured')}
      </Figure>
      <Figure name={t('coach:pauses')} testId="pauses">
        {voice
          ? t('training:pausesOf', { pauses: voice.pauses, percent: percent(voice.pauseShare) })
          : t('training:notMeasured')}
      </Figure>
      <Figure name={t('training:time')} testId="time">
        {formatDuration(to - from)}
      </Figure>
    </dl>
  );
}

/** 98.5 % and the like. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`;
}

function Figure({
  name,
  testId,
  verdict,
  isFit,
  wanted,
  children,
}: {
  readonly name: string;
  readonly testId: string;
  readonly verdict?: string | undefined;
  readonly isFit?: boolean;
  readonly wanted?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div data-testid={`drill-${testId}`}>
      <dt>{name}</dt>
      <dd>
        <span className="num">{children}</span> {verdict ? <b data-fit={isFit}>{verdict}</b> : null}
        {wanted ? <span className="quiet small num">{wanted}</span> : null}
      </dd>
    </div>
  );
}
