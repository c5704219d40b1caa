import type { Article } from '../../shared/domain/article.ts';
import {
  changeMark,
  hasHelped,
  marksKept,
  type ArticleMark,
  type MarkChange,
} from '../../shared/domain/article-mark.ts';
import type { CallId } from '../../shared/ids.ts';
import { confirmMutation, newMutationId, prepareMutation, type SeatSession } from './seat-session.ts';

/** The mark as it was before counts for what has changed since. */
export interface OpenedArticle {
  readonly mark: ArticleMark;
  readonly before?: ArticleMark['read'];
}

function fresh({ id, lang, title, version, body }: Article, at: number): ArticleMark {
  return { id, lang, title, isPinned: false, note: '', read: { version, at, body } };
}

/** The article as it is now is what the agent has read. */
export function openArticle({ tables }: SeatSession, article: Article, now: number): OpenedArticle {
  const before = tables.articleMarks.get(article.id);
  const { read, lang, title } = fresh(article, now);
  const mark = before ? { ...before, lang, title, read } : fresh(article, now);
  tables.inTransaction(() => {
    tables.articleMarks.put(mark);
    if (!before) tables.articleMarks.forget(marksKept);
  });
  return before ? { mark, before: before.read } : { mark };
}

/** The agent's own change. What is told to the centre has ways of its own, see `reportHelped`. */
export function markArticle({ tables }: SeatSession, article: Article, change: MarkChange, now: number): ArticleMark {
  const mark = changeMark(tables.articleMarks.get(article.id) ?? fresh(article, now), change, article.version);
  tables.articleMarks.put(mark);
  return mark;
}

/** On the disk and on its way to the centre when this returns; once for each version. */
export function reportNotRight(
  session: SeatSession,
  article: Article,
  callId: CallId | undefined,
  now: number,
): ArticleMark {
  const known = session.tables.articleMarks.get(article.id) ?? fresh(article, now);
  if (known.notRightVersion === article.version) return known;
  const mark = { ...known, notRightVersion: article.version };
  tell(session, { kind: 'article.notRight', mark, article, callId, now });
  return mark;
}

/** As `reportNotRight`, that it has helped: once for each call, and without a call once for each version. */
export function reportHelped(
  session: SeatSession,
  article: Article,
  callId: CallId | undefined,
  now: number,
): ArticleMark {
  const known = session.tables.articleMarks.get(article.id) ?? fresh(article, now);
  if (hasHelped(known, article.version, callId)) return known;
  const mark = changeMark(known, { type: 'helped', ...(callId && { callId }) }, article.version);
  tell(session, { kind: 'article.helped', mark, article, callId, now });
  return mark;
}

interface Told {
  readonly kind: 'article.notRight' | 'article.helped';
  readonly mark: ArticleMark;
  readonly article: Article;
  readonly callId: CallId | undefined;
  readonly now: number;
}

/** Mark and outbox row in one transaction. */
function tell(session: SeatSession, { kind, mark, article, callId, now }: Told): void {
  const { tables, clock } = session;
  const body = { articleId: article.id, version: article.version, at: now, ...(callId && { callId }) };
  const entityId = newMutationId();
  const change = { kind, entityId, seq: 1, at: now, body: JSON.stringify(body) } as const;
  const mutation = prepareMutation(session, change, entityId);
  tables.inTransaction(() => {
    tables.articleMarks.put(mark);
    tables.outbox.insert(mutation.head, mutation.payload);
  });
  confirmMutation(session, mutation);
  clock.note(now);
}
