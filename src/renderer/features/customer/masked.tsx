import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { CommandInput, RevealReason } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { maskNumber } from '../../../shared/text/mask-number.ts';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { RevealSheet } from '../../ui/reveal-sheet.tsx';

export type RevealField = CommandInput<'customers:reveal'>['field'];
/** `index`: which of several phones. */
export type Reveal = (field: RevealField, reason: RevealReason, index?: number) => Promise<Result<{ value: string }>>;

export interface MaskedProps {
  readonly value: string;
  readonly field: RevealField;
  readonly index?: number;
  readonly reveal: Reveal;
}

/** Calls a number of a customer without showing it; absent where nobody can be called. */
export type DialNumber = (field: 'phone' | 'managerPhone', index?: number) => void;

/** A number that is shown in full only for a reason, and the reason is logged. */
export function Masked({ value, field, index = 0, reveal }: MaskedProps): ReactNode {
  const { t } = useTranslation('customer');
  const errorText = useErrorText();
  const [shown, setShown] = useState<string>();
  const [error, setError] = useState<string>();
  const [isAsking, setIsAsking] = useState(false);
  if (shown !== undefined) return <span className="num">{shown}</span>;
  return (
    <>
      <button
        type="button"
        className="masked num"
        title={t('reveal')}
        aria-label={t('revealField', { field: t(`field.${field}`) })}
        onClick={() => {
          setIsAsking(true);
        }}
      >
        {maskNumber(value)}
      </button>
      {error ? <span className="quiet small"> {error}</span> : null}
      {isAsking ? (
        <RevealSheet
          fieldText={t(`field.${field}`)}
          onClose={() => {
            setIsAsking(false);
          }}
          onReason={(reason) => {
            setIsAsking(false);
            void reveal(field, reason, index).then((result) => {
              if (result.ok) setShown(result.value.value);
              else setError(errorText(result.error));
            });
          }}
        />
      ) : null}
    </>
  );
}
