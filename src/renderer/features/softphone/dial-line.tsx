import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { DigitPad } from './digit-pad.tsx';
import { selectIsRegistered, type PhoneStore } from './phone-store.ts';

export interface DialLineProps {
  readonly store: PhoneStore;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** How a number shows to whoever looks over the shoulder. */
  readonly mask: (number: string) => string;
}

/** 拨号: typed, pasted or by the pad; Enter in the empty line brings back the last number, Enter again calls it. */
export function DialLine({ store, inputRef, mask }: DialLineProps): ReactNode {
  const { t } = useTranslation('phone');
  const isRegistered = useStore(store, selectIsRegistered);
  const lastDialled = useStore(store, (state) => state.lastDialled);
  const [text, setText] = useState('');
  const [isPadOpen, setIsPadOpen] = useState(false);
  function dial(): void {
    const wanted = text.trim();
    if (wanted === '') {
      setText(lastDialled ?? '');
      return;
    }
    setText('');
    void store.actions.dialText(wanted);
  }
  function type(digit: string): void {
    setText((before) => before + digit);
    inputRef.current?.focus();
  }
  return (
    <section className="pane dial-line" aria-label={t('dialPad')}>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          dial();
        }}
      >
        <label className="grow dial-field">
          <span className="visually-hidden">{t('dialNumber')}</span>
          <input
            ref={inputRef}
            className="input num"
            name="dial"
            inputMode="tel"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={text}
            placeholder={lastDialled === undefined ? t('dialHint') : t('redialHint', { number: mask(lastDialled) })}
            aria-keyshortcuts="Alt+P"
            onChange={(event) => {
              setText(event.target.value);
            }}
          />
          <Kbd>Alt P</Kbd>
        </label>
        <button
          type="button"
          className="icon-button"
          aria-expanded={isPadOpen}
          aria-label={t('dialPad')}
          title={t('dialPad')}
          onClick={() => {
            setIsPadOpen(!isPadOpen);
          }}
        >
          <Icon name="keypad" size={18} />
        </button>
        <Button
          type="submit"
          kind="call"
          disabled={!isRegistered || (text.trim() === '' && lastDialled === undefined)}
          aria-label={text.trim() === '' ? t('redial') : t('dial')}
          icon={<Icon name="answer" size={18} />}
        />
      </form>
      {isPadOpen ? <DigitPad label={t('dialPad')} onDigit={type} /> : null}
    </section>
  );
}
