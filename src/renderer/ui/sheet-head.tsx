import type { ReactNode } from 'react';
import { Button } from './button.tsx';

export interface SheetHeadProps {
  readonly title: string;
  readonly closeText: string;
  readonly onClose: () => void;
}

/** First line of a sheet: what it is, and the way out. */
export function SheetHead({ title, closeText, onClose }: SheetHeadProps): ReactNode {
  return (
    <div className="row">
      <h2>{title}</h2>
      <Button className="push" kind="quiet" keyHint="Esc" onClick={onClose}>
        {closeText}
      </Button>
    </div>
  );
}
