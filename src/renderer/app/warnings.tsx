import { Suspense, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { Session } from '../../shared/ipc/contract.ts';
import { SoundNotices } from '../features/sound/sound-notices.tsx';
import { LeftCallStrips } from '../features/softphone/left-call-strips.tsx';
import { LineBanner } from '../features/softphone/line-banner.tsx';
import { OwnerNotice } from '../features/softphone/owner-notice.tsx';
import { useErrorText } from '../i18n/use-error-text.ts';
import { Button } from '../ui/button.tsx';
import { useKeyLabel } from '../ui/key-labels.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { keyMap } from './key-map.ts';
import type { Stores } from './stores.ts';
import { DueTasks } from './task-work.tsx';

/** Nobody but a leader ever needs it. */
const LeaderRequests = lazyPart(async () => (await import('../features/softphone/leader-requests.tsx')).LeaderRequests);

/** What the agent has to know before he goes on: files set aside, a dead microphone, a session that ended. */
export function Warnings({ stores, session }: { readonly stores: Stores; readonly session: Session }): ReactNode {
  const { t } = useTranslation();
  const trouble = useStore(stores.phone, (state) => state.trouble);
  const isCoreLost = useStore(stores.session, (state) => state.isCoreLost);
  const sessionError = useStore(stores.session, (state) => state.error);
  const isAskedAsLeader = useStore(stores.leaders, ({ requests }) => requests.length > 0);
  const undone = useStore(stores.refusedDecisions, ({ refused }) => refused.length);
  const isOnCall = useStore(stores.phone, ({ calls }) => calls.some(({ state }) => isLive(state)));
  const packsKey = useKeyLabel('Alt ⇧ P');
  const phraseError = useStore(stores.phrases, (state) => state.error);
  return (
    <div className="warnings">
      <OwnerNotice owner={stores.owner} />
      <LineBanner
        phone={stores.phone}
        alarm={stores.lineAlarm}
        onTryNow={() => {
          stores.phonePort.tryNow();
        }}
      />
      <LeftCallStrips store={stores.leftCalls} phone={stores.phone} keyHint={keyMap.goBackToCall.label} />
      {isAskedAsLeader ? (
        <Suspense>
          <LeaderRequests store={stores.leaders} />
        </Suspense>
      ) : null}
      <DueTasks stores={stores} />
      {isCoreLost ? (
        <p className="message" data-tone="hold" role="alert">
          {t('coreLost')}
        </p>
      ) : null}
      {trouble ? <Warning error={trouble.error} onDismiss={stores.phone.actions.dismissTrouble} /> : null}
      <SoundNotices store={stores.sound} />
      {sessionError ? <Warning error={sessionError} /> : null}
      {phraseError ? <Warning error={phraseError} /> : null}
      {undone > 0 && !isOnCall ? (
        <p className="message" role="alert" data-testid="decisions-undone">
          {t('decisionsUndone', { number: undone, key: packsKey })}
        </p>
      ) : null}
      {session.warnings.map((warning, index) => (
        <Warning
          key={`${warning.code}-${String(index)}`}
          error={warning}
          onDismiss={() => {
            stores.session.getState().dismissWarning(index);
          }}
        />
      ))}
    </div>
  );
}

function Warning({ error, onDismiss }: { readonly error: AppError; readonly onDismiss?: () => void }): ReactNode {
  const { t } = useTranslation();
  const errorText = useErrorText();
  return (
    <div className="message" role="alert" data-testid={`warning-${error.code}`}>
      <span className="grow">{errorText(error)}</span>
      {onDismiss ? (
        <Button kind="quiet" onClick={onDismiss}>
          {t('dismiss')}
        </Button>
      ) : null}
    </div>
  );
}
