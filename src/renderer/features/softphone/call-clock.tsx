import type { ReactNode } from 'react';
import { formatDuration } from '../../i18n/format.ts';
import { useNow } from '../../ui/use-now.ts';

/** How long ago something began. */
export function SinceClock({ since, className }: { readonly since: number; readonly className?: string }): ReactNode {
  const now = useNow(500);
  return (
    <time className={className ? `num ${className}` : 'num'} role="timer">
      {formatDuration(now - since)}
    </time>
  );
}
