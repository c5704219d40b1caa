import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly 'data-testid'?: string;
  readonly kind?: 'plain' | 'primary' | 'danger' | 'call' | 'quiet';
  /** Key that does the same, as printed. */
  readonly keyHint?: string | undefined;
  readonly icon?: ReactNode;
}

export function Button({ kind = 'plain', keyHint, icon, children, className, ...rest }: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={className ? `button ${className}` : 'button'}
      data-kind={kind}
      aria-keyshortcuts={keyHint}
      {...rest}
    >
      {icon}
      {children}
      {keyHint ? <Kbd>{keyHint}</Kbd> : null}
    </button>
  );
}
