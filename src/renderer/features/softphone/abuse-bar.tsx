import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AbuseState } from '../../../shared/script/flows/abuse.ts';
import { formatClock } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';

export interface AbuseBarProps {
  readonly abuse: AbuseState;
  readonly isLocked: boolean;
  readonly onAskLeader: () => void;
}

/** The strikes of an abusive call with their times, and what may be done about it now. Holding is always possible. */
export function AbuseBar({ abuse, isLocked, onAskLeader }: AbuseBarProps): ReactNode {
  const { t, i18n } = useTranslation('phone');
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
          ? t('abuseMayEnd', { leader: abuse.leader })
          : isLocked
            ? t(abuse.kind === 'asking' ? 'abuseAsking' : 'abuseLocked')
            : t('abuseOver')}
      </p>
      {abuse.kind === 'asking' ? (
        <Button keyHint="F4" onClick={onAskLeader}>
          {t('leaderHere')}
        </Button>
      ) : null}
    </section>
  );
}
