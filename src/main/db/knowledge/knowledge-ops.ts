import type { KnowledgeStore } from '../knowledge-store.ts';

/** What the worker does for its client: the store, without the waiting. */
export type KnowledgeOps = {
  readonly [K in keyof KnowledgeStore]: (
    ...args: Parameters<KnowledgeStore[K]>
  ) => Awaited<ReturnType<KnowledgeStore[K]>>;
};
