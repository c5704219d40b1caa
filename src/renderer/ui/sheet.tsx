import { useEffect, useRef, type ReactNode } from 'react';

export interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * A modal sheet on the native dialog: focus trap, Escape and the inert page behind come with it. A control with
 * `data-first` is where it begins.
 */
export function Sheet({ label, onClose, children, className }: SheetProps): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // The browser would take the first control there is.
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
  }, []);
  return (
    <dialog
      ref={ref}
      className={className ? `sheet ${className}` : 'sheet'}
      aria-label={label}
      onCancel={(event) => {
        // Escape: gone with the key itself. The "close" that follows comes later, and would take the next sheet with it.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        // Gives the focus back.
        event.currentTarget.close();
        onClose();
      }}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
