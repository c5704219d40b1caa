import { useEffect, useRef } from 'react';
import { readKey, type KeyIntent, type KeyMap } from './key-map.ts';

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Listens once for the whole page; an open sheet keeps its keys to itself. `act` answers whether it did something. */
export function useKeys(keys: KeyMap, act: (intent: KeyIntent) => boolean): void {
  const latest = useRef({ keys, act });
  useEffect(() => {
    latest.current = { keys, act };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const intent = readKey(event, isTextField(event.target), latest.current.keys);
      // A key held down acts once: F4 must not hang up and then refuse the next caller as well.
      if (intent && event.repeat) {
        event.preventDefault();
        return;
      }
      if (intent && latest.current.act(intent)) event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
