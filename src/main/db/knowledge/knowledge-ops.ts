import type { KnowledgeEngine } from './knowledge-engine.ts';
import type { KnowledgeReader } from './knowledge-reader.ts';

/** Which part of the store a worker is, as it reads from its `workerData`. */
export type KnowledgeRole = 'writer' | 'reader' | 'checker';

/** What each part does for the client. */
export type WriterOps = Pick<
  KnowledgeEngine,
  | 'open'
  | 'replace'
  | 'applyPull'
  | 'pullCursor'
  | 'parkPage'
  | 'mendPage'
  | 'parkedPages'
  | 'isResting'
  | 'rest'
  | 'setBudget'
  | 'used'
  | 'cache'
>;
export type ReaderOps = Pick<
  KnowledgeReader,
  | 'open'
  | 'search'
  | 'instead'
  | 'article'
  | 'enclosures'
  | 'packs'
  | 'notices'
  | 'festivals'
  | 'procedures'
  | 'questions'
  | 'close'
>;
export interface CheckerOps {
  isSound(): boolean;
}
