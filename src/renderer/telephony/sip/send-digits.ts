import type { Session } from 'sip.js';

/** How long a digit sounds, and the pause after it, ms: what every voice menu understands. */
const digitMs = 160;
const gapMs = 70;

/** Digits as events in the sound itself (RFC 4733). False where the far end did not agree to such events. */
export function insertDigits(sender: RTCDTMFSender | null | undefined, digits: string): boolean {
  if (!sender?.canInsertDTMF) return false;
  // Whatever is still on its way goes first.
  sender.insertDTMF(sender.toneBuffer + digits, digitMs, gapMs);
  return true;
}

/** Digits one by one as SIP INFO. False when the far end refused one, or the call ended meanwhile. */
export async function infoDigits(session: Session, digits: string): Promise<boolean> {
  for (const digit of digits) if (!(await infoDigit(session, digit))) return false;
  return true;
}

function infoDigit(session: Session, digit: string): Promise<boolean> {
  return new Promise((resolve) => {
    session
      .info({
        requestOptions: {
          body: {
            contentDisposition: 'render',
            contentType: 'application/dtmf-relay',
            content: `Signal=${digit}\r\nDuration=${String(digitMs)}`,
          },
        },
        requestDelegate: { onAccept: () => resolve(true), onReject: () => resolve(false) },
      })
      .catch(() => resolve(false));
  });
}
