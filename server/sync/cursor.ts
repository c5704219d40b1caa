import type { PullStream } from '../../src/shared/sync/wire.ts';
import type { Scope } from './scope.ts';

/** A place in the order of changes of one stream: first by transaction, then by sequence within it. */
export interface Place {
  /** xid8 as text: it may pass 2^53. */
  readonly xact: string;
  readonly seq: number;
}

/** How far a machine is in its feed. */
export interface Progress {
  readonly place: Place;
  /** The oldest transaction that still ran when the feed began; the machine may know what was changed since. */
  readonly start: string;
}

export function writeCursor(feedId: string, stream: PullStream, scope: Scope, { place, start }: Progress): string {
  const { xact, seq } = place;
  const text =
    scope.kind === 'all'
      ? `1 ${feedId} ${stream} ${xact} ${String(seq)}`
      : `2 ${feedId} ${stream} ${scope.tag} ${start} ${xact} ${String(seq)}`;
  return Buffer.from(text).toString('base64url');
}

/** Undefined for a cursor of another feed, stream or scope, or none at all: pulling anew is always right. */
export function readCursor(
  cursor: string | undefined,
  feedId: string,
  stream: PullStream,
  scope: Scope,
): Progress | undefined {
  const text = Buffer.from(cursor ?? '', 'base64url').toString('utf8');
  const match = /^(?:1 (\S+) (\S+)|2 (\S+) (\S+) (\S+) (\d{1,19})) (\d{1,19}) (\d{1,15})$/.exec(text);
  if (!match) return undefined;
  const tag = match[5];
  if ((match[1] ?? match[3]) !== feedId || (match[2] ?? match[4]) !== stream) return undefined;
  if (tag !== (scope.kind === 'all' ? undefined : scope.tag)) return undefined;
  return { place: { xact: match[7] ?? '0', seq: Number(match[8]) }, start: match[6] ?? '0' };
}
