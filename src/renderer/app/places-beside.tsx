import type { ReactNode } from 'react';
import { PlacePane } from '../features/places/place-pane.tsx';
import { loadTexts } from '../i18n/load-texts.ts';
import type { Stores } from './stores.ts';
import { writeLine } from './ticket-draft.ts';
import type { CallView } from './use-call-view.ts';

loadTexts(
  'places',
  import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/places.json', { eager: true }),
);

export interface PlacesBesideProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly onClose: () => void;
}

/** What is nearest, and the ticket that it is written into. */
export function PlacesBeside({ stores, view, onClose }: PlacesBesideProps): ReactNode {
  return (
    <PlacePane
      desk={stores.desk}
      onClose={onClose}
      onUse={(line) => {
        writeLine(stores, view, line, undefined);
      }}
    />
  );
}
