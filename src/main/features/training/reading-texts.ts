import type { ReadingText } from '../../../shared/domain/reading-text.ts';
import type { Log } from '../../log.ts';
import { loadReadings } from '../knowledge/starter-content.ts';

/** The texts to read aloud that are shipped with the desk, read once. A broken file is left out and told in the log. */
export function createReadingTexts(resourcesFolder: string, log: Log): () => Promise<ReadingText[]> {
  let loaded: Promise<ReadingText[]> | undefined;
  const load = async (): Promise<ReadingText[]> => {
    const { items, warnings } = await loadReadings(resourcesFolder);
    for (const { code, params } of warnings) log.warn('reading text left out', { code, ...params });
    return [...items];
  };
  return () => (loaded ??= load());
}
