import { useEffect, useRef, type ReactNode } from 'react';

/** Speech sits around 0.05–0.2 RMS: the square root spreads it over the bar. */
function share(level: number): number {
  return Math.min(1, Math.sqrt(level) * 1.6);
}

export interface MeterProps {
  /** RMS 0–1, asked for every frame: the same function as long as the source is the same. */
  readonly read: () => number;
  readonly testId: string;
}

/** How loud something is right now. Drawn outside of React; for the eyes only, words say what it means. */
export function Meter({ read, testId }: MeterProps): ReactNode {
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      const level = read();
      if (bar.current) bar.current.style.inlineSize = `${String(Math.round(share(level) * 100))}%`;
      if (bar.current?.parentElement) bar.current.parentElement.dataset['level'] = level.toFixed(4);
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [read]);
  return (
    <span className="meter" aria-hidden="true" data-testid={testId}>
      <i ref={bar} />
    </span>
  );
}
