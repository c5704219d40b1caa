import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { createWsDesk } from './ws-desk.ts';

declare global {
  interface Window {
    /** Put there by the preload of the Electron shell; absent in the browser seat. */
    readonly desk?: DeskApi;
  }
}

export type Entrance = { readonly kind: 'open'; readonly desk: DeskApi } | { readonly kind: 'refused' };

/**
 * Takes the one-use nonce out of the address, changes it for the session cookie, and connects. `refused` means that the
 * nonce was used before or ran out, which may be somebody else's doing and is shown.
 */
export async function createDesk(): Promise<Entrance> {
  if (window.desk) return { kind: 'open', desk: window.desk };
  const nonce = new URLSearchParams(location.hash.slice(1)).get('n');
  if (nonce !== null) {
    history.replaceState(null, '', location.pathname);
    const answer = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nonce }),
    });
    if (!answer.ok) return { kind: 'refused' };
  }
  const probe = await fetch('/session', { method: 'GET' });
  if (!probe.ok) return { kind: 'refused' };
  const url = new URL('/desk', location.href);
  url.protocol = 'ws:';
  return { kind: 'open', desk: createWsDesk(url.href) };
}
