import { useEffect, useState } from 'react';

/** False until what is there without it has been painted; in a hidden page, which paints nothing, until it is seen. */
export function useIsPainted(): boolean {
  const [isPainted, setIsPainted] = useState(false);
  useEffect(
    () =>
      afterPaint(() => {
        setIsPainted(true);
      }),
    [],
  );
  return isPainted;
}

/** Runs what can wait until everything that has changed by now was painted; answers what calls it off. */
export function afterPaint(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // The callback runs before the frame is painted, the timer's behind it.
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(run);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
