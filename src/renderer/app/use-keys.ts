import { useEffect, useRef } from 'react';
import { readKey, type ActionId, type KeyIntent, type KeyMap } from './key-map.ts';

/** Whoever rings, or is on the line, waits for no sheet. */
const inSheets: ReadonlySet<ActionId> = new Set(['answer', 'rejectWaiting', 'endCall', 'toggleHold', 'toggleMute']);

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Listens once for the whole page; an open sheet leaves only the keys of calls to it. `act` answers whether it did something. */
export function useKeys(keys: KeyMap, act: (intent: KeyIntent) => boolean): void {
  const latest = useRef({ keys, act });
  useEffect(() => {
    latest.current = { keys, act };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented) return;
      const intent = readKey(event, isTextField(event.target), latest.current.keys);
      if (document.querySelector('dialog[open]') && !(intent?.type === 'action' && inSheets.has(intent.id))) return;
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
