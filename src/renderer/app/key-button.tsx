import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import type { ChordChoice } from '../../shared/domain/key-choice.ts';
import { KeyCap } from '../ui/kbd.tsx';
import { isModifier } from './key-choice.ts';
import { choiceOf, type ActionId } from './key-map.ts';

export interface KeyButtonProps {
  readonly id: ActionId;
  readonly label: string;
  readonly onPressed: (choice: ChordChoice) => void;
  /** Back to where the desk has it. */
  readonly onReset: () => void;
}

/** The key of one action: pressed like a button it waits for another key to take its place. */
export function KeyButton({ id, label, onPressed, onReset }: KeyButtonProps): ReactNode {
  const { t } = useTranslation('keys');
  const [isWaiting, setWaiting] = useState(false);

  function take(event: KeyboardEvent): void {
    // Tab goes on to the next one, as it does everywhere.
    if (!isWaiting || event.code === 'Tab') return;
    // Nothing of this is for the sheet, the page or the browser.
    event.preventDefault();
    event.stopPropagation();
    if (isModifier(event.code) || event.metaKey || event.nativeEvent.isComposing || event.repeat) return;
    setWaiting(false);
    if (event.code === 'Backspace' || event.code === 'Delete') onReset();
    else if (event.code !== 'Escape') onPressed(choiceOf(event));
  }
  return (
    <button
      type="button"
      className="key-button"
      data-testid={`key-${id}`}
      aria-pressed={isWaiting}
      aria-label={isWaiting ? t('waiting') : t('change', { action: t(`action.${id}`), key: label })}
      onClick={() => {
        setWaiting(!isWaiting);
      }}
      onBlur={() => {
        setWaiting(false);
      }}
      onKeyDown={take}
    >
      {isWaiting ? <span className="small">{t('waiting')}</span> : <KeyCap>{label}</KeyCap>}
    </button>
  );
}
