import type { ReactNode } from 'react';
import { readingBody, type ReadingText } from '../../../shared/domain/reading-text.ts';
import { clausesOf, countedUnits } from '../../../shared/script/clauses.ts';
import type { ReadingMark } from '../../../shared/training/reading-marks.ts';

/** The text as one line of the teleprompter has it. */
export function drillSegments(text: ReadingText): { readonly type: 'words'; readonly text: string }[] {
  return [{ type: 'words', text: readingBody(text) }];
}

/** The text in the clauses of the teleprompter, each unit of them by itself so that the listener can point at it. */
export function drillPieces(
  text: ReadingText,
  marks: readonly ReadingMark[],
  cursor: number | undefined,
  reached: number | undefined,
): ReactNode[] {
  const marksAt = Map.groupBy(marks, ({ at }) => at);
  let at = 0;
  return clausesOf(drillSegments(text), text.lang).map(({ segments }) =>
    countedUnits(segments.map((segment) => ('text' in segment ? segment.text : '')).join(''), text.lang).map(
      ({ text: unit, isCounted }, index) => {
        if (!isCounted) return unit;
        const here = at;
        at += 1;
        return (
          <Unit
            key={index}
            at={here}
            marks={marksAt.get(here)}
            isAtCursor={here === cursor}
            isBehind={reached !== undefined && here >= reached}
          >
            {unit}
          </Unit>
        );
      },
    ),
  );
}

function Unit({
  at,
  marks = [],
  isAtCursor,
  isBehind,
  children,
}: {
  readonly at: number;
  readonly marks: readonly ReadingMark[] | undefined;
  readonly isAtCursor: boolean;
  readonly isBehind: boolean;
  readonly children: string;
}): ReactNode {
  const added = marks.find(({ kind }) => kind === 'added')?.count;
  const mark = marks.find(({ kind }) => kind !== 'added')?.kind;
  return (
    <span className="drill-unit" data-unit={at} data-mark={mark} data-cursor={isAtCursor} data-behind={isBehind}>
      {children}
      {added === undefined ? null : <sup className="drill-added num">+{added}</sup>}
    </span>
  );
}
