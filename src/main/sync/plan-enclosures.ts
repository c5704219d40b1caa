import type { CachedFile } from '../db/enclosures/enclosure-cache.ts';

/** A file that some article here names. */
export interface WantedFile {
  readonly sha256: string;
  readonly size: number;
}

export interface EnclosurePlan {
  /** To be fetched, in this order. */
  readonly fetch: readonly WantedFile[];
  /** To be removed first: damaged, named by no article any more, or without room; in this order. */
  readonly drop: readonly string[];
}

/**
 * What the machine should have of all that its articles name: what was opened last comes first, then the articles in the
 * order of their ranks, until the budget is full. So what is dropped for want of room is what nobody has opened, of the
 * articles least used, and then what was opened longest ago; and the same files are never fetched and dropped in turns.
 * @param wanted in the order of the articles' ranks
 * @param budget bytes
 * @param asked those that an agent has before him: they come before all others
 */
export function planEnclosures(
  wanted: readonly WantedFile[],
  cached: readonly CachedFile[],
  budget: number,
  asked: ReadonlySet<string> = new Set(),
): EnclosurePlan {
  const here = new Map(cached.map((file) => [file.sha256, file]));
  // One of another length than the article says is damaged: it comes anew.
  const isWhole = ({ sha256, size }: WantedFile): boolean => here.get(sha256)?.size === size;
  const openedAt = (file: WantedFile): number =>
    asked.has(file.sha256) ? Infinity : isWhole(file) ? (here.get(file.sha256)?.openedAt ?? 0) : 0;
  const ordered = [...new Map(wanted.map((file) => [file.sha256, file])).values()].sort((a, b) =>
    compare(openedAt(b), openedAt(a)),
  );
  const kept = new Map<string, WantedFile>();
  let room = budget;
  for (const file of ordered) {
    if (file.size > room) continue;
    room -= file.size;
    kept.set(file.sha256, file);
  }
  return {
    fetch: [...kept.values()].filter((file) => !isWhole(file)),
    drop: cached.filter(({ sha256, size }) => kept.get(sha256)?.size !== size).map(({ sha256 }) => sha256),
  };
}

/** Two that are asked for are alike. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
