import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import type { Agent } from '../../shared/domain/agent.ts';
import { PackSheet } from '../features/packs/pack-sheet.tsx';
import { loadTexts } from '../i18n/load-texts.ts';
import { findMoments } from './phrase-finder.ts';
import type { Stores } from './stores.ts';

loadTexts(
  'packs',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/packs.json', { eager: true }),
);

export interface PacksDialogProps {
  readonly stores: Stores;
  readonly agent: Agent;
  readonly onClose: () => void;
}

/** The work on lines is for a quiet hour: a caller closes it, with what was written kept. Nothing of a call is recorded. */
export function PacksDialog({ stores, agent, onClose }: PacksDialogProps): ReactNode {
  const book = useStore(stores.phrases, (state) => state.book);
  const isOnCall = useStore(stores.phone, ({ calls }) => calls.some(({ state }) => isLive(state)));
  useEffect(() => {
    if (isOnCall) onClose();
  }, [isOnCall, onClose]);
  if (isOnCall) return null;
  return (
    <PackSheet
      desk={stores.desk}
      recorder={stores.recorder}
      book={book}
      languages={agent.languages}
      agentNo={agent.agentNo}
      find={(query, lang) => findMoments(book, query, lang)}
      refusedDecisions={stores.refusedDecisions}
      onClose={onClose}
    />
  );
}
