import type { KnowledgeCache } from '../../../shared/domain/knowledge-cache.ts';
import type { KnowledgeStore } from '../../db/knowledge-store.ts';
import type { Log } from '../../log.ts';

export interface IdleCheckOptions {
  readonly log: Log;
  readonly now: () => number;
  readonly onRoom: (cache: KnowledgeCache) => void;
}

export interface IdleCheck {
  /** Somebody asks the store. The first time begins to wait for a pause. */
  used(): void;
  /** Resolves when no check is under way. */
  stop(): Promise<void>;
}

/** A pause in which nobody searched, read or pulled. */
const pauseMs = 60_000;
/** The file is read through after each start, and once a day. */
const checkEveryMs = 24 * 3_600_000;

/** Reads the whole file through in a pause, which opening has no time for. */
export function createIdleCheck(
  { log, now, onRoom }: IdleCheckOptions,
  store: () => Promise<KnowledgeStore>,
): IdleCheck {
  let usedAt = 0;
  let checkedAt: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let checking: Promise<void> = Promise.resolve();

  const check = async (): Promise<void> => {
    const opened = await store();
    if (await opened.isSound()) return;
    log.warn('knowledge was damaged and is filled anew', {});
    onRoom(await opened.cache());
  };
  const look = (): void => {
    const isDue = checkedAt === undefined || now() - checkedAt >= checkEveryMs;
    if (!isDue || now() - usedAt < pauseMs) return;
    checkedAt = now();
    checking = check().catch((bug: unknown) => log.bug('knowledge could not be checked', bug));
  };
  return {
    used() {
      usedAt = now();
      timer ??= setInterval(look, pauseMs / 2).unref();
    },
    async stop() {
      clearInterval(timer);
      await checking;
    },
  };
}
