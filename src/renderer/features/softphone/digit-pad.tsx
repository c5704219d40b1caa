import type { ReactNode } from 'react';

/** Keys of a telephone with the letters that stand on them, row by row. */
const keys = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

/** The digit of a key press, if it is one of a telephone. */
export function digitOfKey(key: string): string | undefined {
  return /^[\d*#]$/.test(key) ? key : undefined;
}

export function DigitPad({
  label,
  onDigit,
}: {
  readonly label: string;
  readonly onDigit: (digit: string) => void;
}): ReactNode {
  return (
    <div className="digit-pad" role="group" aria-label={label}>
      {keys.map(([digit, letters]) => (
        <button
          key={digit}
          type="button"
          className="digit-key"
          aria-label={digit}
          onClick={() => {
            onDigit(digit);
          }}
        >
          <b>{digit}</b>
          <span aria-hidden="true">{letters}</span>
        </button>
      ))}
    </div>
  );
}
