import type { ReactNode } from 'react';

export interface TrendPlotProps {
  readonly title: string;
  /** Oldest first; undefined where there is nothing to show. */
  readonly points: readonly (number | undefined)[];
  readonly target: number | undefined;
  readonly format: (value: number) => string;
  /** Under the first and the last point. */
  readonly ends: readonly [string, string];
}

const width = 300;
const height = 96;
const edge = 6;

/** How a figure went, with what is wanted as a line across. The table beside it has the figures, for whoever can't see it. */
export function TrendPlot({ title, points, target, format, ends }: TrendPlotProps): ReactNode {
  const known = points.filter((point) => point !== undefined);
  const all = target === undefined ? known : [...known, target];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const span = high === low ? 1 : high - low;
  const x = (index: number): number => edge + (index / Math.max(1, points.length - 1)) * (width - 2 * edge);
  const y = (value: number): number => height - edge - ((value - low) / span) * (height - 2 * edge);
  const dots = points.flatMap((value, index) => (value === undefined ? [] : [{ x: x(index), y: y(value), value }]));
  const last = known.at(-1);
  return (
    <figure className="trend" aria-hidden="true">
      <figcaption>
        <b>{title}</b> <span className="num">{last === undefined ? '—' : format(last)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${String(width)} ${String(height)}`}>
        {target === undefined || known.length === 0 ? null : (
          <line className="trend-target" x1="0" x2={width} y1={y(target)} y2={y(target)} />
        )}
        <polyline points={dots.map((dot) => `${dot.x.toFixed(1)},${dot.y.toFixed(1)}`).join(' ')} />
        {dots.map((dot) => (
          <circle key={dot.x} cx={dot.x} cy={dot.y} r="3.5" />
        ))}
      </svg>
      <div className="row quiet small num">
        <span>{ends[0]}</span>
        <span className="push">{ends[1]}</span>
      </div>
    </figure>
  );
}
