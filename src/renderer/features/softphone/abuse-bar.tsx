import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { AbuseState } from '../../../shared/script/flows/abuse.ts';
import { formatClock } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useKeyLabel } from '../../ui/key-labels.ts';
import type { Asked } from './leader-store.ts';

export interface AbuseBarProps {
  readonly abuse: AbuseState;
  readonly isLocked: boolean;
  /** What came of asking the leaders at other desks; undefined where nobody has, or an earlier page did. */
  readonly asked: Asked | undefined;
  /** Absent in a drill, which leaders elsewhere hear nothing of. */
  readonly onAskAgain: (() => void) | undefined;
  readonly onAskLeader: () => void;
}

/** The strikes of an abusive call with their times, and what may be done about it now. Holding is always possible. */
export function AbuseBar({ abuse, isLocked, asked, onAskAgain, onAskLeader }: AbuseBarProps): ReactNode {
  const { t, i18n } = useTranslation('phone');
  const endCall = useKeyLabel('F4');
  if (abuse.strikes.length === 0) return null;
  return (
    <section className="abuse-bar" data-testid="abuse" data-kind={abuse.kind} aria-label={t('abuse')}>
      <ol className="row">
        {abuse.strikes.map(({ at }, index) => (
          <li key={at} className="small num">
            {t('strike', { count: index + 1, time: formatClock(i18n.language, at) })}
          </li>
        ))}
      </ol>
      <p className="small" role="status">
        {abuse.kind === 'mayEnd'
          ? t('abuseMayEnd', { leader: abuse.leader, endCall })
          : isLocked
            ? t(abuse.kind === 'asking' ? 'abuseAsking' : 'abuseLocked')
            : t('abuseOver')}
      </p>
      {abuse.kind === 'asking' ? (
        <>
          {onAskAgain ? (
            <p className="small" role="status" data-testid="leader-asked">
              {askedText(t, asked)}
            </p>
          ) : null}
          <div className="row">
            <Button keyHint="F4" onClick={onAskLeader}>
              {t('leaderHere')}
            </Button>
            {onAskAgain ? (
              <Button kind="quiet" disabled={asked?.kind === 'asking'} onClick={onAskAgain}>
                {t('leaderAskAgain')}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
    </section>
  );
}

function askedText(t: TFunction<'phone'>, asked: Asked | undefined): string {
  if (asked?.kind === 'asking') return t('leaderAsking');
  if (asked?.kind === 'failed') return t('leaderUnreachable');
  if (!asked) return t('leaderNotAsked');
  return asked.leaders === 0 ? t('leaderNobody') : t('leaderAsked', { leaders: asked.leaders });
}
