import type { Article, InsteadQuery, SearchAnswer, SearchWish } from '../../shared/domain/article.ts';
import type { ArticleLanguage } from '../../shared/domain/language.ts';
import type { CentreFestival } from '../../shared/domain/festival.ts';
import type { Notice } from '../../shared/domain/notice.ts';
import type { PhrasePack } from '../../shared/domain/phrase.ts';
import type { Procedure } from '../../shared/domain/procedure.ts';
import type { PublishedQuestions } from '../../shared/domain/top-questions.ts';
import type { ArticleId } from '../../shared/ids.ts';
import type { KnowledgeCache } from '../../shared/domain/knowledge-cache.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { PullItem, PullStream } from '../../shared/sync/wire.ts';
import type { PullPass } from './directory.ts';

export interface KnowledgeStoreOptions {
  /** Folder of the profile: knowledge.db lies there. */
  readonly folder: string;
  /** Starter content used until the centre sent its own. */
  readonly starter: { readonly articles: readonly Article[]; readonly packs: readonly PhrasePack[] };
  /** What knowledge.db may grow to, bytes; `defaultBudgetMb` where nobody chose. */
  readonly budget?: number;
}

export interface AppliedPage {
  /** Articles in the cache now. */
  readonly cached: number;
  /** Items that this build can't read, and where they failed, without what stood there; absent where there are none. */
  readonly parked?: readonly { readonly id: string; readonly reason: string }[];
}

/** An article with what stands beside it. */
export interface ArticleEntry {
  readonly article: Article;
  readonly translations: { id: ArticleId; lang: ArticleLanguage; title: string }[];
  /** How often agents of the centre said that it has helped. */
  readonly helped: number;
}

/**
 * Published content of the machine, not personal, not encrypted, behind two worker threads of its own so that a search
 * waits neither for a ticket nor for a page from the centre. Several desks of one machine may have the file at once. A damaged file is set aside and rebuilt from the starter content and the next pull.
 */
export interface KnowledgeStore {
  open(): Promise<Result<{ warnings: readonly AppError[]; cached: number }>>;
  search(query: string, limit: number, now: number, wish?: SearchWish): Promise<SearchAnswer>;
  /** What would find something, for a query that finds nothing; a few ms, so it is asked apart from the search. */
  instead(query: string, now: number, wish?: SearchWish): Promise<InsteadQuery[]>;
  article(id: ArticleId): Promise<ArticleEntry | undefined>;
  /** Files that the centre's articles name, in the order of their ranks; one of several articles as often. */
  enclosures(): Promise<{ sha256: string; size: number }[]>;
  packs(): Promise<PhrasePack[]>;
  notices(now: number): Promise<Notice[]>;
  festivals(): Promise<CentreFestival[]>;
  /** Those of the centre, retired ones included. */
  procedures(): Promise<Procedure[]>;
  /** The centre's list, where it has one. */
  questions(): Promise<PublishedQuestions | undefined>;
  /** One page in one transaction, cursor included; bodies that fail the stream's schema are parked. Streams: knowledge, uses, phrases, notices, festivals, procedures, questions. */
  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string, pass?: PullPass): Promise<AppliedPage>;
  pullCursor(stream: PullStream): Promise<string | undefined>;
  /** Pages that did not arrive as they were sent, and the rest that an agent wants: see PageBook. */
  readonly pages: {
    isResting(stream: PullStream): Promise<boolean>;
    park(stream: PullStream, from: string | undefined, to: string): Promise<unknown>;
    parked(stream: PullStream): Promise<(string | undefined)[]>;
    mend(stream: PullStream, from: string | undefined, items: readonly PullItem[]): Promise<unknown>;
  };
  /** An article was of use on this machine, by so many points: it is found before others that say the same as well. */
  used(id: ArticleId, points: number): Promise<void>;
  cache(): Promise<KnowledgeCache>;
  /** Lets a pass through all articles wait, for all desks of the machine and until told otherwise. */
  rest(isResting: boolean): Promise<void>;
  /** Bytes. */
  setBudget(bytes: number): Promise<void>;
  /**
   * Reads the whole file beside everything else, which takes seconds; false when damage was found. The file is a fresh one
   * then, with the starter content.
   */
  isSound(): Promise<boolean>;
  close(): Promise<void>;
}
