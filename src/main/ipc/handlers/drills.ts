import type { ReadingText } from '../../../shared/domain/reading-text.ts';
import { isSoundFile } from '../../../shared/domain/line-proposal.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type DrillCommand = Extract<keyof Handlers, `drills:${string}`>;

/** @param reportAt when the centre is told of what is kept, UTC epoch ms; undefined at a desk that tells nobody */
export function drillHandlers(
  texts: () => Promise<ReadingText[]>,
  reportAt: () => number | undefined,
  now: () => number,
): Pick<Handlers, DrillCommand> {
  return {
    'drills:texts': async () => ok(await texts()),
    async 'drills:keep'(kept, { store, sync }) {
      await store.keepDrill(kept, reportAt());
      sync.wake();
      return ok({});
    },
    async 'drills:record'({ data, ...piece }, { store }) {
      const sound = Buffer.from(data, 'base64');
      if (piece.piece === 0 && !isSoundFile(sound)) return err(appError('recording.unreadable', 'user'));
      await store.keepDrillPiece({ ...piece, at: now(), sound });
      return ok({});
    },
    'drills:recordings': async (_input, { store }) => ok(await store.drillRecordings(now())),
    async 'drills:recording'({ drillId }, { store }) {
      const sound = await store.drillSound(drillId, now());
      return sound ? ok({ data: Buffer.from(sound).toString('base64') }) : err(appError('recording.notFound', 'none'));
    },
    async 'drills:forgetRecording'({ drillId }, { store }) {
      await store.forgetDrillRecording(drillId);
      return ok({});
    },
    'drills:results': async ({ limit }, { store }) => ok(await store.drillResults(limit)),
  };
}
