import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

export type CareCommand = Extract<keyof Handlers, `care:${string}`>;

/** @param isDemo a demo has practice calls only: there they count */
export function careHandlers(isDemo: boolean): Pick<Handlers, CareCommand> {
  return {
    'care:talk': async ({ since }, { store }) => ok(await store.talkBook(since, isDemo)),
    async 'care:keepNudge'(memory, { store }) {
      await store.keepNudge(memory);
      return ok({});
    },
  };
}
