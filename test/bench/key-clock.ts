import './paint-mark.ts';

declare global {
  interface Window {
    /** Settles when something that fits the selector is seen after a key of the clock: ms from the key's event to the paint. */
    benchSeen: (selector: string) => Promise<number>;
  }
}

export interface KeyClock {
  /** Which keys are timed: a pattern for such as `Alt+Shift+Digit1` or `F4`. */
  readonly keys: string;
  /** The desk gets every such key that much later. */
  readonly slowMs: number;
}

/** Runs in the page before the desk's own code, and after `installPaintMark`. */
export function installKeyClock({ keys, slowMs }: KeyClock): void {
  const timed = new RegExp(keys);
  let pressedAt = -1;
  addEventListener(
    'keydown',
    ({ altKey, shiftKey, code, timeStamp }) => {
      if (!timed.test(`${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${code}`)) return;
      pressedAt = timeStamp;
      const end = performance.now() + slowMs;
      while (performance.now() < end);
    },
    true,
  );
  window.benchSeen = (selector) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (pressedAt < 0 || !document.querySelector(selector)) return;
        observer.disconnect();
        const from = performance.timeOrigin + pressedAt;
        pressedAt = -1;
        void window.benchPainted().then((at) => {
          resolve(at - from);
        });
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });
}
