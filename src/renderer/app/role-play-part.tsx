import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { RolePlayCard } from '../features/role-play/role-play-card.tsx';
import './pair-texts.ts';
import type { Stores } from './stores.ts';

/** The trainee's own call has its card, and says who plays: beside it there is nothing more to do. */
export function RolePlayPart({ stores }: { readonly stores: Stores }): ReactNode {
  const isBesideCall = useStore(
    stores.rolePlay,
    ({ play }) => (play.kind === 'ringing' || play.kind === 'talking') && play.part === 'agent',
  );
  const scenarios = useStore(stores.practice, (state) => state.scenarios);
  if (isBesideCall) return null;
  return <RolePlayCard store={stores.rolePlay} scenarios={scenarios} />;
}
