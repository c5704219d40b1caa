import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { wrapUpLeftMs, type WrapUpClock } from '../../../shared/call/wrap-up-clock.ts';
import { formatDuration } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';

export interface WrapUpTimeProps {
  readonly clock: WrapUpClock;
  /** Absent where the centre gives no more time. */
  readonly extension:
    { readonly seconds: number; readonly keyHint?: string; readonly onExtend: () => void } | undefined;
}

/** What is left of a wrap-up that the centre has limited. */
export function WrapUpTime({ clock, extension }: WrapUpTimeProps): ReactNode {
  const { t } = useTranslation('phone');
  const now = useNow(250);
  // The first look after a step may be older than the step.
  const left = wrapUpLeftMs(clock, clock.kind === 'running' ? Math.max(now, clock.since) : now);
  if (left === undefined) return null;
  return (
    <div className="row wrap-up-time" data-kind={clock.kind} data-testid="wrap-up-time">
      <span className="num">{t('wrapUpLeft', { time: formatDuration(Math.ceil(left / 1000) * 1000) })}</span>
      {clock.kind === 'paused' ? <span className="quiet small">{t('wrapUpPaused')}</span> : null}
      {extension ? (
        <span className="push">
          <Button
            kind="quiet"
            {...(extension.keyHint !== undefined && { keyHint: extension.keyHint })}
            onClick={extension.onExtend}
          >
            {t('wrapUpExtend', { seconds: extension.seconds })}
          </Button>
        </span>
      ) : null}
    </div>
  );
}
