import { Core, type Session } from 'sip.js';
import type { MediaStats } from '../../../shared/call/media-stats.ts';
import type { Clock } from '../clock/clock.ts';

/** Longer than any sound pauses where it is not sent while nobody speaks. */
const patienceMs = 5_000;
const lookEveryMs = 500;

/**
 * Calls back when the far end has not confirmed the answer (ACK) for 64*T1; returns the cancel. The library repeats its
 * 200 for so long, over a websocket as well: a proxy on the way may lose what it passes on (RFC 3261, 13.3.1.4). Then it
 * would end the call under two people who talk; here the call is left to whoever knows more. It counts as confirmed from
 * then on, as the RFC has it: the library neither says goodbye nor offers anything before.
 */
export function whenUnconfirmed({ dialog }: Session, clock: Clock, callback: () => void): () => void {
  if (!dialog) return () => undefined;
  const standing = dialog as unknown as AckWaiting;
  const stop = clock.after(Core.Timers.TIMER_L, () => {
    if (!standing.ackWait) return;
    standing.ackWait = false;
    callback();
  });
  // In place of its goodbye.
  dialog.delegate = { ...dialog.delegate, onAckTimeout: () => undefined };
  return stop;
}

/**
 * Whether sound of the far end has arrived, or does now. That it did at any time since the answer is enough: without the
 * answer it could not have begun, and what comes of a sound that stops is decided as in any other call.
 */
export async function arrives(read: () => Promise<MediaStats | undefined>, clock: Clock): Promise<boolean> {
  const packets = async (): Promise<number> => (await read())?.received?.packets ?? 0;
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookEveryMs) {
    if ((await packets()) > 0) return true;
    await new Promise<void>((resolve) => void clock.after(lookEveryMs, resolve));
  }
  return (await packets()) > 0;
}

/** What sip.js keeps of a dialog besides what its interface names. */
interface AckWaiting {
  ackWait: boolean;
}
