import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { createWsDesk } from './ws-desk.ts';

declare global {
  interface Window {
    /** Put there by the preload of the Electron shell; absent in the browser seat. */
    readonly desk?: DeskApi;
  }
}

export type Entrance = { readonly kind: 'open'; readonly desk: DeskApi } | { readonly kind: 'refused' };

const answerWithinMs = 10_000;
const pauseMs = 500;

/** A core that dies over the answer is back soon: only what it says counts. */
async function ask(request: RequestInit): Promise<Response> {
  for (;;) {
    try {
      return await fetch('/session', { ...request, signal: AbortSignal.timeout(answerWithinMs) });
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/**
 * Takes the one-use nonce out of the address, changes it for the session cookie, and connects. `refused` means that the
 * nonce was used before or ran out, which may be somebody else's doing and is shown.
 */
export async function createDesk(): Promise<Entrance> {
  if (window.desk) return { kind: 'open', desk: window.desk };
  const nonce = new URLSearchParams(location.hash.slice(1)).get('n');
  if (nonce !== null) {
    history.replaceState(null, '', location.pathname);
    const answer = await ask({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nonce }),
    });
    if (!answer.ok) return { kind: 'refused' };
  }
  const probe = await ask({ method: 'GET' });
  if (!probe.ok) return { kind: 'refused' };
  const url = new URL('/desk', location.href);
  url.protocol = 'ws:';
  return { kind: 'open', desk: createWsDesk(url.href) };
}
