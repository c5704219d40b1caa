import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CallId } from '../../../shared/ids.ts';
import type { CallTroubleStore } from './call-trouble-store.ts';

/** What is wrong with a call that goes on all the same. */
export function CallTroubleMarks({
  store,
  callId,
}: {
  readonly store: CallTroubleStore;
  readonly callId: CallId;
}): ReactNode {
  const { t } = useTranslation('phone');
  const trouble = useStore(store, (calls) => calls[callId]);
  return (
    <div className="call-trouble" role="status">
      {trouble?.isMediaLost ? (
        <p className="message" data-testid="media-lost">
          {t('trouble.media')}
        </p>
      ) : null}
      {trouble?.isSignallingLost ? (
        <p className="message" data-tone="hold" data-testid="signalling-lost">
          {t('trouble.signalling')}
        </p>
      ) : null}
    </div>
  );
}
