import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';

export interface NumberFieldProps {
  readonly name: string;
  /** Whole numbers, both ends included. */
  readonly limits: { readonly min: number; readonly max: number };
  /** Undefined: none is chosen. */
  readonly value: number | undefined;
  /** Empty is an answer, too. */
  readonly isOptional?: boolean;
  readonly onValue: (value: number | undefined) => void;
  /** What it is; stands before the field. */
  readonly children: ReactNode;
}

/**
 * A whole number between two others. It counts when the field is left, by Enter, or when its sheet closes: no digit on the
 * way to it does. What is none stays to be mended, and the number of before goes on counting.
 */
export function NumberField(props: NumberFieldProps): ReactNode {
  const { name, limits, value, children } = props;
  const { t } = useTranslation('common');
  /** What is being typed, until it counts. */
  const [typed, setTyped] = useState<string>();
  const [isTried, setTried] = useState(false);
  const isWrong = isTried && typed !== undefined && numberOf(typed, props) === 'none';
  const take = (): void => {
    const number = typed === undefined ? 'none' : numberOf(typed, props);
    setTried(number === 'none');
    if (number === 'none') return;
    setTyped(undefined);
    if (number !== value) props.onValue(number);
  };
  const last = useRef<() => void>(() => undefined);
  useEffect(() => {
    last.current = () => {
      const number = typed === undefined ? 'none' : numberOf(typed, props);
      if (number !== 'none' && number !== value) props.onValue(number);
    };
  });
  useEffect(() => () => last.current(), []);
  return (
    <div className="number-field">
      <label className="row">
        {children}
        <input
          className="input num"
          name={name}
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={typed ?? (value === undefined ? '' : String(value))}
          aria-invalid={isWrong}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={take}
          onKeyDown={({ key }) => {
            if (key === 'Enter') take();
          }}
        />
      </label>
      {isWrong ? (
        <p className="message" role="alert">
          {t('numberBetween', limits)}
        </p>
      ) : null}
    </div>
  );
}

function numberOf(text: string, { limits, isOptional }: NumberFieldProps): number | undefined | 'none' {
  const digits = text.trim();
  if (isOptional && digits === '') return undefined;
  const number = /^\d+$/u.test(digits) ? Number(digits) : NaN;
  return number >= limits.min && number <= limits.max ? number : 'none';
}
