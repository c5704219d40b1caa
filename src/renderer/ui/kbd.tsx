import type { ReactNode } from 'react';
import { useKeyLabel } from './key-labels.ts';

/** A key as printed on the keyboard. Hidden from screen readers: the control itself carries aria-keyshortcuts. */
export function KeyCap({ children }: { readonly children: string }): ReactNode {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  );
}

/** The same as a hint: named as the desk has the key, shown as the one that the agent has made of it. */
export function Kbd({ children }: { readonly children: string }): ReactNode {
  return <KeyCap>{useKeyLabel(children)}</KeyCap>;
}
