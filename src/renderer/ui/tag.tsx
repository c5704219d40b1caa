import type { ReactNode } from 'react';

export type Tone = 'plain' | 'accent' | 'call' | 'hold' | 'draft' | 'danger';

/** A short word in a pill. The word carries the meaning; the colour only repeats it. */
export function Tag({
  tone = 'plain',
  children,
  title,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly title?: string;
}): ReactNode {
  return (
    <span className="tag" data-tone={tone} title={title}>
      {children}
    </span>
  );
}
