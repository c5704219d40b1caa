import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import type { RevealReason } from '../../shared/ipc/contract.ts';
import { Button } from './button.tsx';
import { Sheet } from './sheet.tsx';

const reasons: readonly RevealReason[] = ['verifyCaller', 'callBack', 'fillTicket', 'leaderRequest'];

export interface RevealSheetProps {
  /** What will be shown, in words. */
  readonly fieldText: string;
  readonly onReason: (reason: RevealReason) => void;
  readonly onClose: () => void;
}

/** Asks what the number is needed for before it is shown. */
export function RevealSheet({ fieldText, onReason, onClose }: RevealSheetProps): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Sheet label={t('revealTitle')} onClose={onClose} className="reveal-sheet">
      <h2>{t('revealTitle')}</h2>
      <p className="quiet small">{t('revealLogged', { field: fieldText })}</p>
      <div className="reveal-reasons">
        {reasons.map((reason) => (
          <Button
            key={reason}
            onClick={() => {
              onReason(reason);
            }}
          >
            {t(`reason.${reason}`)}
          </Button>
        ))}
        <Button kind="quiet" keyHint="Esc" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </Sheet>
  );
}
