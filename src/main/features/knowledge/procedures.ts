import type { Procedure } from '../../../shared/domain/procedure.ts';
import { survey } from '../../../shared/procedure/step-ways.ts';
import type { Log } from '../../log.ts';
import { loadProcedures } from './starter-content.ts';

/** The procedures of the desk, read once. One that is broken or would lead nowhere is left out and told in the log. */
export function createProcedures(resourcesFolder: string, log: Log): () => Promise<Procedure[]> {
  let loaded: Promise<Procedure[]> | undefined;
  const load = async (): Promise<Procedure[]> => {
    const { items, warnings } = await loadProcedures(resourcesFolder);
    for (const { code, params } of warnings) log.warn('procedure left out', { code, ...params });
    return items.filter((procedure) => {
      const { broken, circles } = survey(procedure);
      const isSound = broken.length === 0 && circles.length === 0;
      if (!isSound) log.warn('procedure left out', { id: procedure.id });
      return isSound && procedure.status !== 'retired';
    });
  };
  return () => (loaded ??= load());
}
