import { Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { lazyPart } from '../ui/lazy-part.ts';
import { useTranslation } from '../i18n/texts.tsx';
import type { Stores } from './stores.ts';

/** Not among what a call may have to wait for. */
const TrainingDialog = lazyPart(async () => (await import('./training-dialog.tsx')).TrainingDialog);

/** Drills, training file and pass tests, where the agent opened them. */
export function TrainingSlot({ stores }: { readonly stores: Stores }): ReactNode {
  const isOpen = useStore(stores.drills, (state) => state.isOpen);
  if (!isOpen) return null;
  return (
    <Suspense>
      <TrainingDialog stores={stores} />
    </Suspense>
  );
}

/** Not in a call: who reads aloud there is heard by the caller. */
export function openTraining({ drills, phone, session }: Stores): void {
  if (phone.getState().calls.length > 0) return;
  drills.actions.open(session.getState().session?.agent.languages[0]);
}

/** Beside the practice callers. */
export function TrainingKey({ stores }: { readonly stores: Stores }): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <Button
      className="training-key"
      keyHint="Alt ⇧ J"
      icon={<Icon name="play" />}
      data-testid="open-training"
      onClick={() => openTraining(stores)}
    >
      {t('training')}
    </Button>
  );
}
