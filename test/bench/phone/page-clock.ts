import type { Expected } from './callers.ts';
import '../paint-mark.ts';

/** Moments of one call in ms of the page's clock, UTC epoch; -1 for what did not happen. */
export interface Moments {
  /** The INVITE's message event. */
  readonly arrivedAt: number;
  /** The frame with the ringing card has been painted. */
  readonly cardAt: number;
  /** The ring is on its way through the audio device, whose delay is counted in. */
  readonly ringAt: number;
  /** The frame with the greeting and the card of this very caller has been painted. */
  readonly greetingAt: number;
}

export interface PageClock {
  /** Starts to look for this caller. */
  expect(expected: Expected): void;
  /** Settles when everything has been seen. */
  seen(): Promise<Moments>;
}

declare global {
  interface Window {
    benchClock: PageClock;
  }
}

/**
 * Runs in the page before the desk's own code: stamps the INVITE in the websocket, before the desk gets it, and watches
 * the document until the right words stand there. With `slowMs` the desk gets every INVITE that much later, and so leave its own answers and
 * registrations.
 */
export function installPageClock(slowMs: number): void {
  let expected: Expected | undefined;
  let moments = nothingYet();
  let finish: (moments: Moments) => void = () => undefined;
  let seen = Promise.resolve(moments);

  function nothingYet() {
    return { arrivedAt: -1, cardAt: -1, ringAt: -1, greetingAt: -1 };
  }
  function block(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }
  function text(selector: string): string {
    // Not innerText: that would make the page lay itself out once more.
    return document.querySelector(selector)?.textContent ?? '';
  }
  function isOn(caller: Expected): boolean {
    const prompt = document.querySelector<HTMLElement>('[data-testid="prompt"]');
    return (
      prompt?.dataset['moment'] === 'greeting' &&
      prompt.dataset['lang'] === caller.lang &&
      text('[data-testid="prompt"] .prompt-text') === caller.greeting &&
      text('[data-testid="call-card"] .who') === caller.name &&
      text('[data-testid="call-card"] .who + .num') === caller.number &&
      text('[data-testid="customer-card"]').includes(caller.card) &&
      (caller.openTicket === undefined || text('[data-testid="open-tickets"]').includes(caller.openTicket))
    );
  }
  function note(which: 'cardAt' | 'greetingAt'): void {
    const current = moments;
    current[which] = 0;
    void window.benchPainted().then((at) => {
      current[which] = at;
      finishWhenDone(current);
    });
  }
  function finishWhenDone(current: ReturnType<typeof nothingYet>): void {
    if (current === moments && current.cardAt > 0 && current.ringAt > 0 && current.greetingAt > 0) finish(current);
  }
  function look(): void {
    if (!expected || moments.arrivedAt < 0) return;
    if (moments.cardAt < 0 && document.querySelector('[data-testid="call-card"][data-state="ringing"]')) note('cardAt');
    if (moments.greetingAt < 0 && isOn(expected)) note('greetingAt');
  }

  new MutationObserver(look).observe(document, {
    ...{ subtree: true, childList: true, characterData: true, attributes: true },
  });

  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (protocols !== 'sip') return;
      this.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data !== 'string' || !event.data.startsWith('INVITE ')) return;
        moments.arrivedAt = performance.timeOrigin + event.timeStamp;
        block(slowMs);
      });
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (typeof data === 'string' && /^(?:SIP\/2\.0 200|REGISTER) /.test(data)) block(slowMs);
      super.send(data);
    }
  };

  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    start.apply(this, when);
    const { context } = this;
    // The ring loops, nothing else of the desk does.
    if (!this.loop || !(context instanceof AudioContext) || context.state !== 'running') return;
    const delayMs = (context.baseLatency + context.outputLatency) * 1000;
    moments.ringAt = performance.timeOrigin + performance.now() + delayMs;
    finishWhenDone(moments);
  };

  window.benchClock = {
    expect: (caller) => {
      expected = caller;
      moments = nothingYet();
      seen = new Promise((resolve) => {
        finish = resolve;
      });
    },
    seen: () => seen,
  };
}
