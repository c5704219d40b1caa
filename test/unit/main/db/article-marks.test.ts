import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markArticle, openArticle, reportHelped, reportNotRight } from '../../../../src/main/db/article-mark-ops.ts';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import { articleSchema, type Article } from '../../../../src/shared/domain/article.ts';
import { marksKept } from '../../../../src/shared/domain/article-mark.ts';
import { callIdSchema } from '../../../../src/shared/ids.ts';
import { mutationSchema } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const now = 1_790_000_000_000;
let seat: MemorySeat;
beforeEach(() => {
  seat = openMemorySeat();
});
afterEach(() => seat.close());

const article = (changes: Partial<Article> = {}): Article =>
  articleSchema.parse({
    ...{ id: 'zh.one', group: 'one', lang: 'zh-Hans', domain: 'power', title: '停电', body: '先问地址', tags: [] },
    ...{ regions: [], owner: 'centre', version: 1, status: 'published', updatedAt: now, usefulness: 1 },
    ...changes,
  });

describe('what an agent has to do with an article', () => {
  it('is what he read last, against which the next version shows its changes', () => {
    expect(openArticle(seat.session, article(), now)).toMatchObject({ mark: { read: { version: 1, at: now } } });
    expect(openArticle(seat.session, article(), now)).toHaveProperty('before');
    const next = openArticle(seat.session, article({ version: 2, body: '先问安全' }), now + 5);
    expect(next.before).toEqual({ version: 1, at: now, body: '先问地址' });
    expect(next.mark.read).toEqual({ version: 2, at: now + 5, body: '先问安全' });
  });

  it('keeps pin and note through reading it again', () => {
    openArticle(seat.session, article(), now);
    markArticle(seat.session, article(), { type: 'pinned' }, now);
    markArticle(seat.session, article(), { type: 'noted', note: '问户号' }, now);
    expect(openArticle(seat.session, article({ version: 2 }), now).mark).toMatchObject({
      isPinned: true,
      note: '问户号',
    });
    expect(markArticle(seat.session, article(), { type: 'unpinned' }, now)).toMatchObject({
      isPinned: false,
      note: '问户号',
    });
  });

  it('forgets what was read long ago, but never what is pinned or noted at', () => {
    for (let i = 0; i < marksKept + 20; i += 1) {
      const read = article({ id: `zh.a${String(i)}` as Article['id'] });
      openArticle(seat.session, read, now + i);
      if (i === 0) markArticle(seat.session, read, { type: 'pinned' }, now);
      if (i === 1) markArticle(seat.session, read, { type: 'noted', note: 'x' }, now);
    }
    const ids: string[] = seat.session.tables.articleMarks.list().map(({ id }) => id);
    expect(ids).toHaveLength(marksKept + 2);
    expect(ids).toEqual(expect.arrayContaining(['zh.a0', 'zh.a1', `zh.a${String(marksKept + 19)}`]));
    expect(ids).not.toContain('zh.a2');
  });

  it('tells the centre once for each version that it is not right', () => {
    reportNotRight(seat.session, article(), undefined, now);
    expect(reportNotRight(seat.session, article(), undefined, now + 9)).toMatchObject({ notRightVersion: 1 });
    reportNotRight(seat.session, article({ version: 2 }), undefined, now + 10);
    const sent = takeOutbox(seat.session, 10, now + 10).map(({ payload }) => mutationSchema.parse(JSON.parse(payload)));
    expect(sent.map(({ kind, body }) => ({ kind, body }))).toEqual([
      { kind: 'article.notRight', body: { articleId: 'zh.one', version: 1, at: now } },
      { kind: 'article.notRight', body: { articleId: 'zh.one', version: 2, at: now + 10 } },
    ]);
  });
  it('tells the centre that it helped once for each call, and without one once for each version', () => {
    const [first, second] = [1, 2].map((n) => callIdSchema.parse(`019a0000-0000-7000-8000-00000000000${String(n)}`));
    const say = (callId = first, version = 1): unknown => reportHelped(seat.session, article({ version }), callId, now);
    expect(say()).toMatchObject({ helpedVersion: 1, helpedCallId: first });
    say();
    say(second);
    reportHelped(seat.session, article({ version: 2 }), undefined, now);
    const mark = reportHelped(seat.session, article({ version: 2 }), undefined, now);
    expect(mark.helpedVersion).toBe(2);
    expect(mark).not.toHaveProperty('helpedCallId');
    const sent = takeOutbox(seat.session, 10, now).map(({ payload }) => mutationSchema.parse(JSON.parse(payload)));
    expect(sent.map(({ kind, body }) => ({ kind, body }))).toEqual([
      { kind: 'article.helped', body: { articleId: 'zh.one', version: 1, at: now, callId: first } },
      { kind: 'article.helped', body: { articleId: 'zh.one', version: 1, at: now, callId: second } },
      { kind: 'article.helped', body: { articleId: 'zh.one', version: 2, at: now } },
    ]);
  });

  it('leaves nothing behind at a centre that does not count what helped', () => {
    reportHelped(seat.session, article(), undefined, now);
    const [row] = takeOutbox(seat.session, 10, now);
    if (!row) throw new Error('nothing to send');
    settleOutbox(seat.session, [{ id: row.id, outcome: 'rejected', code: 'mutation.unknownKind', field: 'kind' }], now);
    expect(seat.session.book.counts()).toEqual({ waiting: 0, blocked: 0 });
  });
});
