import { useSyncExternalStore, type ReactNode } from 'react';
import { dueLevel, type DueLevel } from '../../../shared/ticket/due-level.ts';
import { formatSpan } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';

/** Often enough for minutes. */
const tickMs = 5_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for all clocks; each is rendered again when its own words change, and the list around them never. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const shapes: Readonly<Record<DueLevel, ReactNode>> = {
  overdue: <path d="M6 1l5.5 10h-11z" fill="currentColor" />,
  near: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" />
    </>
  ),
  ahead: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
};

export interface DueClockProps {
  /** UTC epoch ms, as `since`: when the promise was given. */
  readonly dueAt: number;
  readonly since: number;
}

/** How long is left of a promise or how long it is past: in words, with a shape of its own for each. */
export function DueClock({ dueAt, since }: DueClockProps): ReactNode {
  const { t } = useTranslation('book');
  const shown = useSyncExternalStore(
    subscribe,
    () => `${dueLevel(dueAt, since, now)} ${formatSpan(Math.abs(dueAt - now))}`,
  );
  const [level, duration] = shown.split(' ') as [DueLevel, string];
  return (
    <span className="due-clock num" data-level={level}>
      <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
        {shapes[level]}
      </svg>
      {t(`due.${level}`, { duration })}
    </span>
  );
}
