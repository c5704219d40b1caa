import type { PullStream } from '../../src/shared/sync/wire.ts';

/** A place in the order of changes of one stream: first by transaction, then by sequence within it. */
export interface Place {
  /** xid8 as text: it may pass 2^53. */
  readonly xact: string;
  readonly seq: number;
}

export const beginning: Place = { xact: '0', seq: 0 };

export function writeCursor(feedId: string, stream: PullStream, place: Place): string {
  return Buffer.from(`1 ${feedId} ${stream} ${place.xact} ${String(place.seq)}`).toString('base64url');
}

/** The beginning for a cursor of another feed, another stream, or no cursor at all: pulling anew is always right. */
export function readCursor(cursor: string | undefined, feedId: string, stream: PullStream): Place {
  const text = Buffer.from(cursor ?? '', 'base64url').toString('utf8');
  const match = /^1 (\S+) (\S+) (\d{1,19}) (\d{1,15})$/.exec(text);
  if (!match || match[1] !== feedId || match[2] !== stream) return beginning;
  return { xact: match[3] ?? '0', seq: Number(match[4]) };
}
