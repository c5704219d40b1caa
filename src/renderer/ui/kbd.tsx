import type { ReactNode } from 'react';

/** A key as printed on the keyboard. Hidden from screen readers: the control itself carries aria-keyshortcuts. */
export function Kbd({ children }: { readonly children: string }): ReactNode {
  return (
    <kbd className="kbd" aria-hidden="true">
      {children}
    </kbd>
  );
}
