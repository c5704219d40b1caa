import { useMemo, type ReactNode } from 'react';
import type { SessionStore } from '../features/session/session-store.ts';
import { KeyLabels } from '../ui/key-labels.ts';
import { movedLabels } from './key-choice.ts';
import { useOwnKeys } from './use-own-keys.ts';

export interface OwnKeyLabelsProps {
  readonly store: SessionStore;
  readonly children: ReactNode;
}

/** Lets every hint say the key that the agent has made of it. */
export function OwnKeyLabels({ store, children }: OwnKeyLabelsProps): ReactNode {
  const { keys } = useOwnKeys(store);
  return <KeyLabels value={useMemo(() => movedLabels(keys), [keys])}>{children}</KeyLabels>;
}
