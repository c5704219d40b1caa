import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

/** Rows drawn beyond the edge of what is in sight. */
const beyond = 6;

export interface RowsInSight {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The places that are drawn, `last` exclusive. */
  readonly first: number;
  readonly last: number;
  readonly onScroll: () => void;
}

export interface LongList {
  readonly total: number;
  /** Brought into sight whenever it changes. */
  readonly selected: number;
  /** Of every row, px. */
  readonly rowHeight: number;
  /** These places are in sight: their rows are fetched. */
  readonly need: (first: number, last: number) => void;
}

/** However long a list is, the rows in sight and a few beyond are drawn. `need` has to stay the same function. */
export function useRowsInSight({ total, selected, rowHeight, need }: LongList): RowsInSight {
  const box = useRef<HTMLDivElement>(null);
  const [sight, setSight] = useState({ top: 0, height: 0 });
  const look = (): void => {
    const list = box.current;
    if (list) setSight({ top: list.scrollTop, height: list.clientHeight });
  };
  const isThere = total > 0;
  useLayoutEffect(() => {
    look();
    const watcher = new ResizeObserver(look);
    if (box.current) watcher.observe(box.current);
    return () => {
      watcher.disconnect();
    };
  }, [isThere]);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const top = selected * rowHeight;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
  }, [selected, isThere, rowHeight]);
  const first = Math.min(Math.max(0, Math.floor(sight.top / rowHeight) - beyond), Math.max(0, total - 1));
  const last = Math.min(total, Math.ceil((sight.top + sight.height) / rowHeight) + beyond);
  useLayoutEffect(() => {
    if (last > first) need(first, last - 1);
  }, [need, first, last]);
  return { box, first, last: Math.max(first, last), onScroll: look };
}

const keysOfPlace = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'] as const;

/**
 * Where a key leads in a long list, undefined for a key that leads nowhere. Home and End belong to what is typed unless
 * Ctrl is held.
 */
export function placeAfter(
  event: KeyboardEvent,
  list: { readonly total: number; readonly selected: number; readonly rowHeight: number; readonly height: number },
  isTyping: boolean,
): number | undefined {
  const key = keysOfPlace.find((each) => each === event.key);
  const isEdge = key === 'Home' || key === 'End';
  if (!key || event.nativeEvent.isComposing || (isTyping && isEdge && !event.ctrlKey)) return undefined;
  event.preventDefault();
  const { total, selected, rowHeight, height } = list;
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const to = {
    ...{ ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page, PageUp: selected - page },
    ...{ Home: 0, End: total - 1 },
  };
  return Math.min(Math.max(0, to[key]), Math.max(0, total - 1));
}
