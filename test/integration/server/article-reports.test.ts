import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ArticleId } from '../../../src/shared/ids.ts';
import type { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('reports of articles', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = await centre.openSeat();
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  test('what an agent says is not right about an article is kept once, with its version', async () => {
    const body = { articleId: 'zh.power-outage' as ArticleId, version: 3, at: Date.now() };
    const entityId = uuidv7();
    const mutation = seat.signMutation(seat.compose({ kind: 'article.notRight', entityId, seq: 1, body }));
    for (const outcome of ['applied', 'duplicate']) expect(await seat.push(mutation)).toMatchObject([{ outcome }]);
    const rows = await centre.engine.query('SELECT * FROM article_reports WHERE article_id = $1', [body.articleId]);
    expect(rows).toMatchObject([{ agent_no: seat.agentNo, version: 3, call_id: null, reported_at: body.at }]);
  });
});
