import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { Log } from '../../log.ts';
import { loadScenarios } from '../knowledge/starter-content.ts';

/** The practice callers shipped with the desk, read once. A broken file is left out and told in the log. */
export function createPracticeScenarios(resourcesFolder: string, log: Log): () => Promise<Scenario[]> {
  let loaded: Promise<Scenario[]> | undefined;
  const load = async (): Promise<Scenario[]> => {
    const { items, warnings } = await loadScenarios(resourcesFolder);
    for (const { code, params } of warnings) log.warn('practice caller left out', { code, ...params });
    return [...items];
  };
  return () => (loaded ??= load());
}
