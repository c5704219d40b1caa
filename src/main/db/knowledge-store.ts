import type { Article, SearchAnswer } from '../../shared/domain/article.ts';
import type { ArticleLanguage } from '../../shared/domain/language.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import type { PhrasePack } from '../../shared/domain/phrase.ts';
import type { ArticleId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { PullItem, PullStream } from '../../shared/sync/wire.ts';

export interface KnowledgeStoreOptions {
  /** Folder of the profile: knowledge.db lies there. */
  readonly folder: string;
  /** Starter content used until the centre sent its own. */
  readonly starter: { readonly articles: readonly Article[]; readonly packs: readonly PhrasePack[] };
}

/**
 * Published content of the machine, not personal, not encrypted, behind a worker thread of its own so that a search
 * never waits for a ticket. A damaged file is set aside and rebuilt from the starter content and the next pull.
 */
export interface KnowledgeStore {
  open(): Promise<Result<{ warnings: readonly AppError[]; cached: number }>>;
  search(query: string, limit: number, now: number): Promise<SearchAnswer>;
  article(
    id: ArticleId,
  ): Promise<{ article: Article; translations: { id: ArticleId; lang: ArticleLanguage; title: string }[] } | undefined>;
  packs(): Promise<PhrasePack[]>;
  notices(now: number): Promise<Notice[]>;
  /** One page in one transaction, cursor included; bodies that fail the stream's schema are parked. Streams: knowledge, phrases, notices. */
  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string): Promise<{ cached: number }>;
  pullCursor(stream: PullStream): Promise<string | undefined>;
  close(): Promise<void>;
}
