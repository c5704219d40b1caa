import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { formatClock } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { LeaderStore } from './leader-store.ts';

/** What agents at other desks ask of this leader: whether they may end a call in which they are abused. */
export function LeaderRequests({ store }: { readonly store: LeaderStore }): ReactNode {
  const { t, i18n } = useTranslation('phone');
  const requests = useStore(store, (state) => state.requests);
  const error = useStore(store, (state) => state.error);
  return (
    <>
      {requests.map(({ id, agentNo, place, at }) => (
        <div key={id} className="message" data-tone="hold" role="alert" data-testid="leader-request">
          <span className="grow">{t('leaderRequest', { agentNo, place, time: formatClock(i18n.language, at) })}</span>
          <Button kind="primary" onClick={() => void store.answer(id, 'confirmed')}>
            {t('leaderAgree')}
          </Button>
          <Button onClick={() => void store.answer(id, 'refused')}>{t('leaderDisagree')}</Button>
        </div>
      ))}
      <ErrorNote error={error} />
    </>
  );
}
