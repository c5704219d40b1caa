import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * The same function in every render, which does what the last one said; for events, not for rendering. A panel that gets
 * only such functions need not be rendered again because a call rings.
 */
export function useStable<Args extends unknown[], Answer>(act: (...args: Args) => Answer): (...args: Args) => Answer {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Args) => latest.current(...args), []);
}
