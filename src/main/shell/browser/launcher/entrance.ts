import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NonceVerdict } from '../launch-messages.ts';

const handedOverMs = 30_000;
/** A person has to carry a printed address to a browser. */
const printedMs = 10 * 60_000;

/** One-use entrances to the page. Lives in the launcher, so that a used one stays used when the core restarts. */
export interface Entrance {
  /** An address for a person to open, good once. */
  address(): string;
  /** An address for a page that is on its way, good once within 30 s. */
  handOver(): string;
  /** Writes a file that leads a browser to the page, and answers its `file:` address; it is gone after use or 30 s. */
  file(): { readonly url: string; remove(): void };
  redeem(nonce: string): NonceVerdict;
}

export function createEntrance(origin: string, folder: string, now: () => number = Date.now): Entrance {
  const nonces = new Map<string, { readonly expiresAt: number; isUsed: boolean; readonly onUsed?: () => void }>();

  function issue(lifeMs: number, onUsed?: () => void): string {
    const nonce = randomBytes(32).toString('base64url');
    nonces.set(digest(nonce), { expiresAt: now() + lifeMs, isUsed: false, ...(onUsed && { onUsed }) });
    return `${origin}/#n=${nonce}`;
  }

  return {
    address: () => issue(printedMs),
    handOver: () => issue(handedOverMs),
    file() {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const path = join(folder, `enter-${randomBytes(8).toString('hex')}.html`);
      const remove = (): void => {
        clearTimeout(timer);
        rmSync(path, { force: true });
      };
      const timer = setTimeout(remove, handedOverMs);
      timer.unref();
      const address = issue(handedOverMs, remove);
      writeFileSync(path, redirectPage(address), { mode: 0o600, flag: 'wx' });
      return { url: pathToFileURL(path).href, remove };
    },
    redeem(nonce) {
      const entry = nonces.get(digest(nonce));
      if (!entry) return 'unknown';
      if (entry.isUsed) return 'used';
      if (entry.expiresAt < now()) return 'expired';
      entry.isUsed = true;
      entry.onUsed?.();
      return 'admitted';
    },
  };
}

/** Looked up by digest: comparing the digests takes no telling time, whatever the nonce was. */
function digest(nonce: string): string {
  return createHash('sha256').update(nonce).digest('base64url');
}

function redirectPage(address: string): string {
  return `<!doctype html><meta charset="utf-8"><title>Tashi Desk</title><script>location.replace(${JSON.stringify(address)})</script>\n`;
}
