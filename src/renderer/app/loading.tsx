import type { ReactNode } from 'react';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { useErrorText } from '../i18n/use-error-text.ts';

/** Before the core has answered: nothing, or why it can't, such as a broken profile. */
export function Loading({
  error,
  children,
}: {
  readonly error: AppError | undefined;
  /** The way out: another profile, or mending this one. */
  readonly children: ReactNode;
}): ReactNode {
  const errorText = useErrorText();
  if (!error) return null;
  return (
    <main className="entrance-refused">
      <h1 className="brand">
        Tashi <b>Desk</b>
      </h1>
      <p className="message" role="alert">
        {errorText(error)}
      </p>
      {children}
    </main>
  );
}
