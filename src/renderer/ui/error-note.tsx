import type { ReactNode } from 'react';
import type { AppError } from '../../shared/ipc/app-error.ts';
import { useErrorText } from '../i18n/use-error-text.ts';

/** What went wrong in a sentence, read aloud when it appears; nothing without an error. */
export function ErrorNote({ error }: { readonly error: AppError | undefined }): ReactNode {
  const errorText = useErrorText();
  if (!error) return null;
  return (
    <p className="message" role="alert">
      {errorText(error)}
    </p>
  );
}
