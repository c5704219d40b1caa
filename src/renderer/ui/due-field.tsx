import { useState, type ReactNode } from 'react';
import { formatLocalMinute, parseLocalMinute } from '../i18n/format.ts';

export interface DueFieldProps {
  readonly label: string;
  /** UTC epoch ms. */
  readonly dueAt: number | undefined;
  readonly onChange: (dueAt: number | undefined) => void;
}

/**
 * A time by which something is due, written the same way in every language of the desk. The browser's own field would
 * follow the language of the browser, which is not the agent's.
 */
export function DueField({ label, dueAt, onChange }: DueFieldProps): ReactNode {
  /** What is being typed, until it is left. */
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (dueAt === undefined ? '' : formatLocalMinute(dueAt));
  const isReadable = shown.trim() === '' || parseLocalMinute(shown) !== undefined;
  return (
    <label className="field">
      {label}
      <input
        className="input num"
        name="dueAt"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        maxLength={16}
        placeholder={formatLocalMinute(Date.now())}
        value={shown}
        aria-invalid={!isReadable}
        onChange={({ target }) => {
          setTyped(target.value);
          const at = parseLocalMinute(target.value);
          if (at !== undefined || target.value.trim() === '') onChange(at);
        }}
        onBlur={() => {
          setTyped(undefined);
        }}
      />
    </label>
  );
}
