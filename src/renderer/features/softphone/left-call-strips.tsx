import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { LeftCall } from '../../../shared/domain/call.ts';
import { maskPhone } from '../../../shared/text/mask-number.ts';
import { formatDuration } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { LeftCallsStore } from './left-calls.ts';
import { selectIsRegistered, type PhoneStore } from './phone-store.ts';

export interface LeftCallStripsProps {
  readonly store: LeftCallsStore;
  readonly phone: PhoneStore;
  /** Printed on the first one. */
  readonly keyHint: string;
}

/** Calls that went on at the exchange when the page was lost: back to them with one key. */
export function LeftCallStrips({ store, phone, keyHint }: LeftCallStripsProps): ReactNode {
  const { t } = useTranslation('phone');
  const { calls, failed } = useStore(store);
  const now = useNow(1000);
  const isRegistered = useStore(phone, selectIsRegistered);
  const legs = useStore(phone, (state) => state.desk.legs);
  return calls
    .filter(({ facts }) => !legs.some((leg) => leg.facts.callId === facts.callId))
    .map((left, index) => {
      const { callId } = left.facts;
      return (
        <section key={callId} className="message" data-tone="hold" role="alert" data-testid="left-call">
          <span className="grow">
            <strong>{t('left.title', { who: whoOf(left) || t('unknownName') })}</strong>{' '}
            {t(callId === failed ? 'left.failed' : 'left.hint')}{' '}
            <span className="num">{t('left.time', { time: formatDuration(left.offeredUntil - now) })}</span>
          </span>
          <Button
            kind="primary"
            {...(index === 0 && { keyHint })}
            disabled={!isRegistered}
            onClick={() => {
              store.goBack(callId);
            }}
          >
            {t('left.goBack')}
          </Button>
          <Button kind="quiet" onClick={() => void store.giveUp(callId)}>
            {t('left.giveUp')}
          </Button>
        </section>
      );
    });
}

/** Empty for a caller of whom nothing is known. */
function whoOf({ facts, number = facts.number }: LeftCall): string {
  // Many exchanges send the number for a name: it is no less a number for that.
  const name = facts.displayName?.replace(/\D/g, '') === '' ? facts.displayName : '';
  return [name, maskPhone(number)].filter((part) => part !== '').join(' ');
}
