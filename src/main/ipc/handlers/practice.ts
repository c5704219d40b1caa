import type { Scenario } from '../../../shared/domain/scenario.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { Handlers } from './handlers.ts';

export function practiceHandlers(scenarios: () => Promise<Scenario[]>): Pick<Handlers, 'practice:scenarios'> {
  return { 'practice:scenarios': async () => ok(await scenarios()) };
}
