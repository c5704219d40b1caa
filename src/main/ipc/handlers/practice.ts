import type { Scenario } from '../../../shared/domain/scenario.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok } from '../../../shared/ipc/result.ts';
import type { CallerRecordings } from '../../features/training/caller-recordings.ts';
import type { Handlers } from './handlers.ts';

type PracticeCommand = Extract<keyof Handlers, `practice:${string}`>;

/** @param reportAt when the centre is told of what is kept, UTC epoch ms; undefined at a desk that tells nobody */
export function practiceHandlers(
  scenarios: () => Promise<Scenario[]>,
  recordings: CallerRecordings,
  reportAt: () => number | undefined,
): Pick<Handlers, PracticeCommand> {
  return {
    'practice:scenarios': async () => ok(await scenarios()),
    'practice:recordings': async () => ok(await recordings.list()),
    async 'practice:recording'({ scenarioId, line }) {
      const sound = await recordings.read(scenarioId, line);
      return sound ? ok({ data: sound.toString('base64') }) : err(appError('recording.notFound', 'none'));
    },
    async 'practice:keep'(kept, { store, sync }) {
      await store.keepPractice(kept, reportAt());
      sync.wake();
      return ok({});
    },
    async 'practice:mark'({ callId, heard }, { store, sync }) {
      const marked = await store.markPractice(callId, heard, reportAt());
      sync.wake();
      return marked.ok ? ok({}) : marked;
    },
    'practice:results': async ({ limit }, { store }) => ok(await store.practiceResults(limit)),
  };
}
