import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isLive } from '../../../shared/call/call-state.ts';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { LineAlarmStore } from './line-alarm-store.ts';
import type { PhoneStore } from './phone-store.ts';
import './line-banner.css';

export interface LineBannerProps {
  readonly phone: PhoneStore;
  readonly alarm: LineAlarmStore;
  readonly onTryNow: () => void;
}

/** Nobody can call this seat: what that means, and what is being done about it. */
export function LineBanner({ phone, alarm, onTryNow }: LineBannerProps): ReactNode {
  const { t } = useTranslation('phone');
  const errorText = useErrorText();
  const { kind } = useStore(alarm);
  const registration = useStore(phone, (state) => state.registration);
  const isInCall = useStore(phone, (state) => state.calls.some((call) => isLive(call.state)));
  if (kind !== 'raised') return null;
  const isRefused = registration.kind === 'failed' && registration.nextTryAt === undefined;
  return (
    <section className="line-banner" role="alert" data-testid="line-banner">
      <div className="grow">
        <strong>{t('alarm.title')}</strong>{' '}
        {isRefused ? (
          <span data-testid={`warning-${registration.error.code}`}>{errorText(registration.error)}</span>
        ) : (
          <span>{t(isInCall ? 'alarm.inCall' : 'alarm.why')}</span>
        )}
      </div>
      {isRefused ? null : (
        <>
          <NextTry at={registration.kind === 'failed' ? registration.nextTryAt : undefined} />
          <Button onClick={onTryNow}>{t('alarm.tryNow')}</Button>
        </>
      )}
    </section>
  );
}

/** Not read aloud each second: the strip itself was. */
function NextTry({ at }: { readonly at: number | undefined }): ReactNode {
  const { t } = useTranslation('phone');
  const now = useNow(500);
  const seconds = at === undefined ? 0 : Math.ceil((at - now) / 1000);
  return (
    <span className="num" aria-live="off">
      {seconds > 0 ? t('alarm.nextTry', { seconds }) : t('alarm.trying')}
    </span>
  );
}
