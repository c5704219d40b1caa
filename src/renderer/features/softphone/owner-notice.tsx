import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import type { OwnerStore } from './owner-store.ts';

/** This window shows the phone of another one. */
export function OwnerNotice({ owner }: { readonly owner: OwnerStore }): ReactNode {
  const { t } = useTranslation('phone');
  const { ownership, isRefused, takeOver } = useStore(owner);
  if (ownership.kind === 'owning' || !ownership.isElsewhere) return null;
  return (
    <div className="message" data-tone="accent" role="status" data-testid="phone-elsewhere">
      <span className="grow">
        {t('owner.elsewhere')}
        {isRefused ? ` ${t('owner.refused')}` : ''}
      </span>
      <Button kind="quiet" onClick={() => void takeOver()}>
        {t('owner.takeOver')}
      </Button>
    </div>
  );
}
