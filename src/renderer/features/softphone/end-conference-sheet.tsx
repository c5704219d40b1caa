import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';

export interface EndConferenceSheetProps {
  readonly onLeave: () => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

/** Nobody is thrown out of a conference by a single key: leaving lets the other two go on. */
export function EndConferenceSheet({ onLeave, onEnd, onClose }: EndConferenceSheetProps): ReactNode {
  const { t } = useTranslation('phone');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('button')?.focus();
  }, []);
  return (
    <Sheet label={t('endConferenceTitle')} onClose={onClose} className="small-sheet">
      <h2>{t('endConferenceTitle')}</h2>
      <div
        ref={box}
        className="stack"
        onKeyDown={(event) => {
          if (event.key === '1') onLeave();
          if (event.key === '2') onEnd();
        }}
      >
        <Button keyHint="1" onClick={onLeave}>
          {t('leaveConference')}
        </Button>
        <Button kind="danger" keyHint="2" onClick={onEnd}>
          {t('endConferenceAll')}
        </Button>
        <Button kind="quiet" keyHint="Esc" onClick={onClose}>
          {t('back')}
        </Button>
      </div>
    </Sheet>
  );
}
