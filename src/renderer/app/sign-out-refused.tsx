import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { Button } from '../ui/button.tsx';
import { useKeyLabel } from '../ui/key-labels.ts';
import { Sheet } from '../ui/sheet.tsx';
import type { SignOutHindrance } from './sign-out.ts';

export interface SignOutRefusedProps {
  readonly why: SignOutHindrance;
  readonly onClose: () => void;
}

/** Nobody signs out from under a caller, nor away from a record or a draft that is not safe yet. */
export function SignOutRefused({ why, onClose }: SignOutRefusedProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Sheet label={t('signOut')} onClose={onClose} className="small-sheet">
      <p>{t(why, { wrapUpDone: useKeyLabel('Alt W') })}</p>
      <Button kind="primary" autoFocus onClick={onClose}>
        {t('understood')}
      </Button>
    </Sheet>
  );
}
