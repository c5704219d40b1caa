import { Suspense, type ReactNode } from 'react';
import { lazyPart } from '../ui/lazy-part.ts';
import type { PlacesBesideProps } from './places-beside.tsx';

const PlacesBeside = lazyPart(async () => (await import('./places-beside.tsx')).PlacesBeside);

export interface PlaceColumnProps extends PlacesBesideProps {
  readonly isOpen: boolean;
}

/** In the place of the search, while a place is looked for; fetched with the other parts. */
export function PlaceColumn({ isOpen, ...rest }: PlaceColumnProps): ReactNode {
  return isOpen ? (
    <Suspense>
      <PlacesBeside {...rest} />
    </Suspense>
  ) : null;
}
