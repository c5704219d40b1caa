import { useState, type ReactNode } from 'react';
import { formatLocalMinute, parseLocalMinute } from '../../i18n/format.ts';
import type { FormAnswer } from '../../../shared/domain/ticket.ts';
import type { ControlProps } from './choice-input.tsx';

export interface TimeInputProps {
  readonly control: ControlProps;
  readonly answer: FormAnswer | undefined;
  readonly onAnswer: (answer: FormAnswer) => void;
}

/** A day and time, or a time of today. What can't be read as one stays as it was typed. */
export function TimeInput({ control, answer, onAnswer }: TimeInputProps): ReactNode {
  /** What is being typed, until it is left: a time is not rewritten under the hand. */
  const [typed, setTyped] = useState<string>();
  const kept = typeof answer === 'number' ? formatLocalMinute(answer) : typeof answer === 'string' ? answer : '';
  return (
    <input
      {...control}
      className="input num"
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      maxLength={20}
      placeholder={formatLocalMinute(Date.now())}
      value={typed ?? kept}
      onChange={({ target: { value } }) => {
        setTyped(value);
        onAnswer(readTime(value) ?? value);
      }}
      onBlur={() => {
        setTyped(undefined);
      }}
    />
  );
}

function readTime(text: string): number | undefined {
  const today = formatLocalMinute(Date.now()).slice(0, 10);
  return parseLocalMinute(text) ?? parseLocalMinute(`${today} ${text.trim()}`);
}
