import type { ReactNode } from 'react';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { ErrorNote } from '../ui/error-note.tsx';

/** Before the core has answered: nothing, or why it can't, such as a broken profile. */
export function Loading({
  error,
  children,
}: {
  readonly error: AppError | undefined;
  /** The way out: another profile, or mending this one. */
  readonly children: ReactNode;
}): ReactNode {
  if (!error) return null;
  return (
    <main className="entrance-refused">
      <h1 className="brand">
        Tashi <b>Desk</b>
      </h1>
      <ErrorNote error={error} />
      {children}
    </main>
  );
}
