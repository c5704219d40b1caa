import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';

/** Nobody signs out from under a caller. */
export function SignOutRefused({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Sheet label={t('signOut')} onClose={onClose} className="small-sheet">
      <p>{t('signOutDuringCall')}</p>
      <Button kind="primary" autoFocus onClick={onClose}>
        {t('understood')}
      </Button>
    </Sheet>
  );
}
