import type { PullItem, PullStream } from './wire.ts';

export interface PageParts {
  readonly items: readonly PullItem[];
  readonly cursor: string;
  readonly more: boolean;
  readonly startsAnew: boolean;
}

/**
 * The text that the checksum of a page is made of, the same from what was sent and from what was read of it: bodies as the
 * JSON that either side makes of them. Fields that a reader does not know take no part.
 */
export function pageText(stream: PullStream, { items, cursor, more, startsAnew }: PageParts): string {
  const head = [stream, cursor, more, startsAnew];
  const lines = items.map((item) =>
    item.op === 'put' ? [item.op, item.id, item.schemaVersion, item.body] : [item.op, item.id],
  );
  return [head, ...lines].map((line) => JSON.stringify(line)).join('\n');
}
