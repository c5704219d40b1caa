import { useEffect, useState, type ReactNode } from 'react';
import { formatDuration } from '../../i18n/format.ts';

/** The time of day, anew twice a second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 500);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}

/** How long ago something began. */
export function SinceClock({ since, className }: { readonly since: number; readonly className?: string }): ReactNode {
  const now = useNow();
  return (
    <time className={className ? `num ${className}` : 'num'} role="timer">
      {formatDuration(now - since)}
    </time>
  );
}
