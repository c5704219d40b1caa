import type { EnclosureCache } from '../../db/enclosures/enclosure-cache.ts';
import type { Log } from '../../log.ts';

export interface EnclosureCheckOptions {
  readonly cache: Pick<EnclosureCache, 'list' | 'check'>;
  readonly log: Log;
  /** UTC epoch ms. */
  readonly now: () => number;
  /** No call is on the desk, whatever its window does. */
  readonly isFree: () => boolean;
  /** Files were damaged and are removed: they may be fetched anew. */
  readonly onRemoved: () => void;
}

export interface EnclosureCheck {
  /** Somebody does something at the desk. */
  used(): void;
  /** Resolves when no file is being read any more. */
  stop(): Promise<void>;
}

/** A pause in which nobody did anything at the desk. */
const pauseMs = 60_000;
const lookEveryMs = 5000;
/** Each file is read through after a start, and once a day. */
const checkEveryMs = 24 * 3_600_000;

/**
 * Reads the kept pictures and documents of articles through in pauses, one after another, so that a damaged one is found
 * and fetched again while the centre is there, and not when it is needed. A key or a call breaks it off at once; the next
 * pause goes on with the file it was at.
 */
export function createEnclosureCheck({ cache, log, now, isFree, onRemoved }: EnclosureCheckOptions): EnclosureCheck {
  const checkedAt = new Map<string, number>();
  let usedAt = now();
  let isStopped = false;
  let checking: Promise<void> | undefined;
  const isPause = (): boolean => !isStopped && isFree() && now() - usedAt >= pauseMs;

  const checkOne = async (sha256: string): Promise<boolean> => {
    try {
      const found = await cache.check(sha256, isPause);
      if (found === 'whole') checkedAt.set(sha256, now());
      return found === 'damaged';
    } catch (bug) {
      // Of the disk, which says no more of this one today; the others are still looked at.
      checkedAt.set(sha256, now());
      log.bug('a file of an article could not be checked', bug);
      return false;
    }
  };
  const check = async (): Promise<void> => {
    const files = await cache.list();
    const here = new Set(files.map(({ sha256 }) => sha256));
    for (const sha256 of checkedAt.keys()) if (!here.has(sha256)) checkedAt.delete(sha256);
    let removed = 0;
    for (const sha256 of here) {
      if (!isPause()) break;
      const before = checkedAt.get(sha256);
      if (before === undefined || now() - before >= checkEveryMs) removed += (await checkOne(sha256)) ? 1 : 0;
    }
    if (removed === 0) return;
    log.warn('files of articles were damaged', { removed });
    onRemoved();
  };
  const look = (): void => {
    if (checking || !isPause()) return;
    checking = check()
      .catch((bug: unknown) => log.bug('files of articles could not be checked', bug))
      .finally(() => (checking = undefined));
  };
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    used() {
      usedAt = now();
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await checking;
    },
  };
}
