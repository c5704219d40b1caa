import { useEffect, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcut } from '../../ui/key-labels.ts';
import { DigitPad } from './digit-pad.tsx';
import type { DialLinkStore } from './dial-link-store.ts';
import { selectIsRegistered, type PhoneStore } from './phone-store.ts';

/** The last call that the agent made, where he is not to be shown its number. */
export interface LastCall {
  readonly maskedNumber: string;
  readonly onRedial: () => void;
}

export interface DialLineProps {
  readonly store: PhoneStore;
  readonly links: DialLinkStore;
  readonly inputRef: RefObject<HTMLInputElement | null>;
  /** How a number shows to whoever looks over the shoulder. */
  readonly mask: (number: string) => string;
  readonly lastCall: LastCall | undefined;
}

/** 拨号: typed, pasted, by the pad or from a link; Enter in the empty line brings back the last number, Enter again calls it. */
export function DialLine({ store, links, inputRef, mask, lastCall }: DialLineProps): ReactNode {
  const { t } = useTranslation('phone');
  const isRegistered = useStore(store, selectIsRegistered);
  const lastDialled = useStore(store, (state) => state.lastDialled);
  const asked = useStore(links, (state) => state.asked);
  const [text, setText] = useState('');
  const [isPadOpen, setIsPadOpen] = useState(false);
  const [isRedialOffered, setIsRedialOffered] = useState(false);
  const last = lastDialled === undefined ? lastCall?.maskedNumber : mask(lastDialled);
  useEffect(() => {
    // Nothing that the agent writes is written over, here or elsewhere: the next Enter is about what he has before him.
    if (!asked || text !== '') return;
    setText(asked.text);
    if (document.activeElement === document.body) inputRef.current?.focus();
  }, [asked, text, inputRef]);
  function change(next: string): void {
    setText(next);
    setIsRedialOffered(false);
    // What stands there is no longer what the link said.
    if (asked && text === asked.text && next !== text) links.clear();
  }
  function dial(): void {
    const wanted = text.trim();
    if (wanted !== '') {
      change('');
      void store.actions.dialText(wanted);
    } else if (lastDialled !== undefined) {
      setText(lastDialled);
    } else if (isRedialOffered) {
      setIsRedialOffered(false);
      lastCall?.onRedial();
    } else setIsRedialOffered(lastCall !== undefined);
  }
  function type(digit: string): void {
    change(text + digit);
    inputRef.current?.focus();
  }
  const hint = isRedialOffered ? 'redialAgain' : 'redialHint';
  return (
    <section className="pane dial-line" aria-label={t('dialPad')}>
      <AskedByLink links={links} isInLine={asked?.text === text} onDrop={() => change('')} />
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          dial();
        }}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) setIsRedialOffered(false);
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
            placeholder={last === undefined ? t('dialHint') : t(hint, { number: last })}
            aria-keyshortcuts={useShortcut('Alt P')}
            onChange={(event) => {
              change(event.target.value);
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
          disabled={!isRegistered || (text.trim() === '' && last === undefined)}
          aria-label={text.trim() === '' ? t('redial') : t('dial')}
          icon={<Icon name="answer" size={18} />}
        />
      </form>
      {isPadOpen ? <DigitPad label={t('dialPad')} onDigit={type} /> : null}
    </section>
  );
}

/** Whose wish the number in the line is; nothing calls it but the agent. */
function AskedByLink({
  links,
  isInLine,
  onDrop,
}: {
  readonly links: DialLinkStore;
  /** It waits as long as the agent's own number stands there. */
  readonly isInLine: boolean;
  readonly onDrop: () => void;
}): ReactNode {
  const { t } = useTranslation('phone');
  const { asked, error } = useStore(links);
  if (!error && !(asked && isInLine)) return null;
  return (
    <div className="dial-asked" data-testid="dial-asked">
      {asked ? (
        <p className="message" data-tone="accent" role="status">
          {t('linkAsks')}
        </p>
      ) : (
        <ErrorNote error={error} />
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('linkDrop')}
        title={t('linkDrop')}
        onClick={() => {
          onDrop();
          links.clear();
        }}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
