import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { useErrorText } from '../../i18n/use-error-text.ts';
import type { PhoneStore } from './phone-store.ts';

/** Whether callers can reach this seat, in words. */
export function LineBadge({ store }: { readonly store: PhoneStore }): ReactNode {
  const { t } = useTranslation('phone');
  const errorText = useErrorText();
  const registration = useStore(store, (state) => state.registration);
  const isGood = registration.kind === 'registered';
  return (
    <span
      className="badge"
      data-tone={isGood ? 'good' : registration.kind === 'failed' ? 'bad' : 'wait'}
      data-testid="line"
      data-state={registration.kind}
      title={registration.kind === 'failed' ? errorText(registration.error) : undefined}
    >
      <i aria-hidden="true" />
      {t(`line.${registration.kind}`)}
    </span>
  );
}
