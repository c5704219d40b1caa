import { useCallback, useSyncExternalStore } from 'react';
import type { HanLanguage } from '../../../../shared/script/spoken-number.ts';
import type { ReadingAnswer, ReadingQuestion } from './reading-protocol.ts';

/** Lines of one call and the next: more is not looked at again. */
const keptLines = 500;

const nothing: readonly string[] = [];

interface Reader {
  readonly known: (text: string) => readonly string[] | undefined;
  /** Asks for it, if nobody has; told when it is known, until unsubscribed. */
  readonly ask: (text: string, onKnown: () => void) => () => void;
}

function createReader(start: () => Worker): Reader {
  const known = new Map<string, readonly string[]>();
  const waiting = new Map<string, Set<() => void>>();
  const asked = new Map<number, string>();
  let worker: Worker | undefined;
  let lastId = 0;
  const keep = (text: string, readings: readonly string[]): void => {
    if (known.size >= keptLines) known.delete(known.keys().next().value ?? '');
    known.set(text, readings);
    const listeners = waiting.get(text);
    waiting.delete(text);
    for (const listener of listeners ?? []) listener();
  };
  const begin = (): Worker => {
    const made = start();
    made.addEventListener('message', ({ data }: MessageEvent<ReadingAnswer>) => {
      const text = asked.get(data.id);
      asked.delete(data.id);
      if (text !== undefined) keep(text, data.readings);
    });
    return made;
  };
  return {
    known: (text) => known.get(text),
    ask(text, onKnown) {
      const listeners = waiting.get(text) ?? new Set();
      listeners.add(onKnown);
      if (!known.has(text) && !waiting.has(text)) {
        waiting.set(text, listeners);
        lastId += 1;
        asked.set(lastId, text);
        worker ??= begin();
        worker.postMessage({ id: lastId, text } satisfies ReadingQuestion);
      }
      return () => listeners.delete(onKnown);
    },
  };
}

/** Started by the first line that wants them, each with a library of its own; a page that wants none loads none. */
const readers: Record<HanLanguage, Reader> = {
  'zh-Hans': createReader(() => new Worker(new URL('./pinyin-worker.ts', import.meta.url), { type: 'module' })),
  'yue-Hant-HK': createReader(() => new Worker(new URL('./jyutping-worker.ts', import.meta.url), { type: 'module' })),
};

/** What each character of a text sounds like; nothing until it is known. */
export function useReadings(text: string, lang: HanLanguage): readonly string[] {
  const { known, ask } = readers[lang];
  const subscribe = useCallback((onKnown: () => void) => ask(text, onKnown), [ask, text]);
  return useSyncExternalStore(subscribe, () => known(text)) ?? nothing;
}
