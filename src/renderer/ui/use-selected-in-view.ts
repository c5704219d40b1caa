import { useEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the selected option of a list on the screen.
 *
 * @param selected what says which one that is; `content` changes where the same place holds another one
 * @returns for the list
 */
export function useSelectedInView(selected: unknown, content?: unknown): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, content]);
  return list;
}
