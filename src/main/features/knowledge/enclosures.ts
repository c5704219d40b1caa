import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Enclosure, EnclosureCacheState } from '../../../shared/domain/enclosure.ts';
import { createEnclosureCache, isAsNamed } from '../../db/enclosures/enclosure-cache.ts';
import type { KnowledgeStore } from '../../db/knowledge-store.ts';
import { enclosureState, type EnclosureShelf } from '../../sync/enclosure-runner.ts';

export interface Enclosures extends EnclosureShelf {
  /** The bytes as the article names them; undefined when they are not on this machine. */
  read(enclosure: Enclosure, now: number): Promise<Buffer | undefined>;
  state(): Promise<EnclosureCacheState>;
}

export interface EnclosuresOptions {
  readonly profileFolder: string;
  readonly resourcesFolder: string;
  readonly store: () => Promise<KnowledgeStore | undefined>;
  /** Bytes. */
  readonly budget: () => number;
}

/** Pictures and documents of articles: what was fetched, and what came with the desk. */
export function createEnclosures({ profileFolder, resourcesFolder, store, budget }: EnclosuresOptions): Enclosures {
  const cache = createEnclosureCache(join(profileFolder, 'enclosures'));
  const shelf: EnclosureShelf = {
    cache,
    budget,
    wanted: async () => (await (await store())?.enclosures()) ?? [],
  };
  return {
    ...shelf,
    state: () => enclosureState(shelf),
    async read(enclosure, now) {
      return (await cache.read(enclosure, now)) ?? fromResources(resourcesFolder, enclosure);
    },
  };
}

async function fromResources(resourcesFolder: string, enclosure: Enclosure): Promise<Buffer | undefined> {
  // The name was cleaned by its schema: it is never a path.
  const bytes = await readFile(join(resourcesFolder, 'knowledge', 'files', enclosure.name)).catch(() => undefined);
  return bytes && isAsNamed(enclosure, bytes) ? bytes : undefined;
}
