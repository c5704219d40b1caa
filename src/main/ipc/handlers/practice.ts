import type { Scenario } from '../../../shared/domain/scenario.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

type PracticeCommand = Extract<keyof Handlers, `practice:${string}`>;

export function practiceHandlers(scenarios: () => Promise<Scenario[]>): Pick<Handlers, PracticeCommand> {
  return {
    'practice:scenarios': async () => ok(await scenarios()),
    async 'practice:keep'(kept, { store }) {
      await store.keepPractice(kept);
      return ok({});
    },
    async 'practice:mark'({ callId, heard }, { store }) {
      const marked = await store.markPractice(callId, heard);
      return marked.ok ? ok({}) : marked;
    },
    'practice:results': async ({ limit }, { store }) => ok(await store.practiceResults(limit)),
  };
}
