import type { Article } from '../../../shared/domain/article.ts';
import { usePoints, type ArticleMark, type MarkedArticle } from '../../../shared/domain/article-mark.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';
import { saidIn } from '../../features/knowledge/said-in.ts';
import type { KnowledgeHost } from '../../features/knowledge/knowledge-host.ts';
import type { Log } from '../../log.ts';
import type { Handlers } from './handlers.ts';

type ArticleCommand = 'articles:open' | 'articles:mark' | 'articles:marked' | 'articles:notRight';

export interface ArticleContext {
  readonly knowledge: KnowledgeHost;
  readonly log: Log;
  readonly now: () => number;
  /** A demo has practice calls only, and a centre of its own. */
  readonly isDemo: boolean;
}

export function articleHandlers({ knowledge, log, now, isDemo }: ArticleContext): Pick<Handlers, ArticleCommand> {
  const read = async (id: ArticleId): Promise<Result<Article>> => {
    const opened = await knowledge.store();
    if (!opened.ok) return opened;
    const found = await opened.value.article(id);
    return found ? ok(found.article) : err(appError('article.notFound', 'none'));
  };
  /** Nobody waits for it, and nothing is lost with it. */
  const used = (id: ArticleId, points: number): void => {
    if (points === 0) return;
    knowledge
      .store()
      .then((opened) => (opened.ok ? opened.value.used(id, points) : undefined))
      .catch((bug: unknown) => log.bug('the use of an article could not be kept', bug));
  };
  return {
    async 'articles:open'({ id }, { store }) {
      const article = await read(id);
      if (!article.ok) return article;
      const opened = await store.openArticle(article.value, now());
      used(id, 1);
      return ok(opened);
    },
    async 'articles:mark'({ id, change }, { store, sync }) {
      const article = await read(id);
      if (!article.ok) return article;
      const before = (await store.articleMarks()).find((mark) => mark.id === id);
      const isTold = change.type === 'helped' && (await saidIn(store, change.callId, isDemo)) === 'work';
      const after: ArticleMark = isTold
        ? await store.reportHelped(article.value, change.callId, now())
        : await store.markArticle(article.value, change, now());
      if (isTold) sync.wake();
      used(id, usePoints(before, after));
      return ok(after);
    },
    async 'articles:marked'({ limit }, { store }) {
      const marks = await store.articleMarks();
      const rows = marks.map(({ id, lang, title, isPinned, read: { at }, note }): MarkedArticle => ({
        ...{ id, lang, title, isPinned },
        readAt: at,
        hasNote: note !== '',
      }));
      return ok(
        [...rows.filter(({ isPinned }) => isPinned), ...rows.filter(({ isPinned }) => !isPinned)].slice(0, limit),
      );
    },
    async 'articles:notRight'({ id, callId }, { store, sync }) {
      const article = await read(id);
      if (!article.ok) return article;
      const where = await saidIn(store, callId, isDemo);
      // Kept here alone, it would pass for reported, and be said of this version never again.
      if (where === 'practice') return err(appError('article.practice', 'none'));
      if (where === 'unknown') return err(appError('call.notFound', 'none'));
      const mark = await store.reportNotRight(article.value, callId, now());
      sync.wake();
      return ok(mark);
    },
  };
}
