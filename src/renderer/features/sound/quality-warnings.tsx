import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { concerns, type Concern } from '../../../shared/call/quality-watch.ts';
import type { SoundState, SoundStore } from './sound-store.ts';

/** What the agent must know of how he is heard. Stands below the keys of all calls, so that none moves when it comes. */
export function QualityWarnings({ store }: { readonly store: SoundStore }): ReactNode {
  const { t } = useTranslation('sound');
  const warnings = useStore(store, (state) => warningsOf(state).join(' '));
  return (
    <div className="call-trouble" role="status">
      {concerns
        .filter((concern) => warnings.split(' ').includes(concern))
        .map((concern) => (
          <p key={concern} className="message" data-tone="hold" data-testid={`quality-${concern}`}>
            {t(`concern.${concern}`)}
          </p>
        ))}
    </div>
  );
}

/** Of everybody who hears the agent: in a conference they are two. */
function warningsOf({ quality }: SoundState): readonly Concern[] {
  return Object.values(quality).flatMap(({ warnings }) => warnings);
}
