import type { ReadingText } from '../../../shared/domain/reading-text.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type DrillCommand = Extract<keyof Handlers, `drills:${string}`>;

/** @param reportAt when the centre is told of what is kept, UTC epoch ms; undefined at a desk that tells nobody */
export function drillHandlers(
  texts: () => Promise<ReadingText[]>,
  reportAt: () => number | undefined,
): Pick<Handlers, DrillCommand> {
  return {
    'drills:texts': async () => ok(await texts()),
    async 'drills:keep'(kept, { store, sync }) {
      await store.keepDrill(kept, reportAt());
      sync.wake();
      return ok({});
    },
    'drills:results': async ({ limit }, { store }) => ok(await store.drillResults(limit)),
  };
}
