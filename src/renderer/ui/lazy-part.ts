import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

const again = 1_000;
const parts: (() => Promise<unknown>)[] = [];

/**
 * A part of the desk that comes after the first page. It is asked for until it is there: the core that serves it may be
 * away for a moment, and a part that can't be had must not take the desk with it.
 */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  let asked: Promise<{ default: ComponentType<Props> }> | undefined;
  const ask = async (): Promise<{ default: ComponentType<Props> }> => {
    for (;;) {
      try {
        return { default: await load() };
      } catch {
        await new Promise((resolve) => {
          setTimeout(resolve, again);
        });
      }
    }
  };
  const once = (): Promise<{ default: ComponentType<Props> }> => (asked ??= ask());
  parts.push(once);
  return lazy(once);
}

/** Fetches all parts while nothing else is to be done, so that none has to be waited for in a call. */
export function loadParts(): () => void {
  const waiting = requestIdleCallback(() => {
    for (const part of parts) void part();
  });
  return () => {
    cancelIdleCallback(waiting);
  };
}
