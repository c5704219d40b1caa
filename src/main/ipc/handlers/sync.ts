import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

export function syncHandlers(): Pick<Handlers, 'sync:status' | 'sync:now'> {
  return {
    'sync:status': async (_input, { sync }) => ok(await sync.status()),
    'sync:now': async (_input, { sync }) => ok(await sync.syncNow()),
  };
}
