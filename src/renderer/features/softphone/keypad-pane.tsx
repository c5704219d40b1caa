import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { DigitPad, digitOfKey } from './digit-pad.tsx';

export interface KeypadPaneProps {
  readonly onDigit: (digit: string) => void;
  readonly onClose: () => void;
}

/** Digits into the running call, for voice menus. While it has the focus, the number keys type here. */
export function KeypadPane({ onDigit, onClose }: KeypadPaneProps): ReactNode {
  const { t } = useTranslation('phone');
  const [sent, setSent] = useState('');
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    pane.current?.focus();
  }, []);
  function press(digit: string): void {
    setSent((before) => before + digit);
    onDigit(digit);
  }
  return (
    <section
      ref={pane}
      className="pane keypad"
      aria-label={t('keypad')}
      data-testid="keypad"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.preventDefault();
          onClose();
          return;
        }
        const digit = event.ctrlKey || event.altKey || event.metaKey ? undefined : digitOfKey(event.key);
        if (digit === undefined) return;
        // Not a phrase to pick: here a digit is a digit.
        event.preventDefault();
        press(digit);
      }}
    >
      <div className="row">
        <output className="grow num digits-sent" aria-label={t('digitsSent')}>
          {sent}
        </output>
        <Button kind="quiet" keyHint="Esc" onClick={onClose}>
          {t('closePanel')}
        </Button>
      </div>
      <DigitPad label={t('keypad')} onDigit={press} />
    </section>
  );
}
