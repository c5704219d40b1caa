import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Levels } from '../../telephony/port.ts';

/** Speech sits around 0.05–0.2 RMS: the square root spreads it over the bar. */
function share(level: number): number {
  return Math.min(1, Math.sqrt(level) * 1.6);
}

/** How loud each side is, so that a dead microphone or a silent caller is seen at once. Drawn outside of React. */
export function LevelMeters({ read }: { readonly read: () => Levels }): ReactNode {
  const { t } = useTranslation('phone');
  const mine = useRef<HTMLElement>(null);
  const theirs = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      const levels = read();
      for (const [bar, level] of [
        [mine.current, levels.mine],
        [theirs.current, levels.theirs],
      ] as const) {
        if (!bar) continue;
        bar.style.inlineSize = `${String(Math.round(share(level) * 100))}%`;
        if (bar.parentElement) bar.parentElement.dataset['level'] = level.toFixed(4);
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [read]);
  return (
    <div className="row meters" aria-hidden="true">
      {t('levelMine')}
      <span className="meter" data-testid="level-mine">
        <i ref={mine} />
      </span>
      {t('levelTheirs')}
      <span className="meter" data-testid="level-theirs">
        <i ref={theirs} />
      </span>
    </div>
  );
}
