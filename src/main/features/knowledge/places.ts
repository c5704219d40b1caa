import type { Place } from '../../../shared/domain/place.ts';
import type { Log } from '../../log.ts';
import { loadPlaces } from './starter-content.ts';

/** The places shipped with the desk, read once. A broken file is left out and told in the log. */
export function createPlaces(resourcesFolder: string, log: Log): () => Promise<Place[]> {
  let loaded: Promise<Place[]> | undefined;
  const load = async (): Promise<Place[]> => {
    const { items, warnings } = await loadPlaces(resourcesFolder);
    for (const { code, params } of warnings) log.warn('places left out', { code, ...params });
    return items.flatMap(({ places }) => places);
  };
  return () => (loaded ??= load());
}
