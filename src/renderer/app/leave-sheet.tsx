import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore, type StoreApi } from 'zustand';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { Leaving } from './leaving.ts';

/** Somebody closes the window while a call is up. */
export function LeaveSheet({ leaving }: { readonly leaving: StoreApi<Leaving> }): ReactNode {
  const { t } = useTranslation();
  const { isAsked, stay, leave } = useStore(leaving);
  if (!isAsked) return null;
  return (
    <Sheet label={t('leaveTitle')} onClose={stay} className="small-sheet">
      <p>{t('leaveText')}</p>
      <div className="row">
        <Button kind="primary" data-first="" onClick={stay}>
          {t('leaveStay')}
        </Button>
        <Button kind="danger" onClick={() => void leave()}>
          {t('leaveAnyway')}
        </Button>
      </div>
    </Sheet>
  );
}
