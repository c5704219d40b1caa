import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { KeyCap } from './kbd.tsx';
import { shortcutOf, useKeyLabel } from './key-labels.ts';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly 'data-testid'?: string;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'call' | 'quiet';
  /** Key that does the same, as printed. */
  readonly keyHint?: string | undefined;
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ kind = 'plain', keyHint, icon, children, className, ...rest }: ButtonProps): ReactNode {
  const key = useKeyLabel(keyHint ?? '');
  return (
    <button
      type="button"
      className={className ? `button ${className}` : 'button'}
      data-kind={kind}
      aria-keyshortcuts={key === '' ? undefined : shortcutOf(key)}
      {...rest}
    >
      {icon}
      {children}
      {key === '' ? null : <KeyCap>{key}</KeyCap>}
    </button>
  );
}
