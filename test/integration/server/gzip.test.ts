import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushAnswerSchema } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describeContract('compressed exchanges', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let rows: ReturnType<TestSeat['signMutation']>[];
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    const [block] = (await seat.signIn(password)).numberBlocks;
    rows = Array.from({ length: 40 }, (_none, nth) =>
      seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block, nth))))),
    );
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  /** Without a client that unpacks by itself. */
  function raw(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(centre.url);
      const all = { authorization: `Bearer ${seat.accessToken}`, ...headers };
      const asked = httpRequest({ hostname, port, method, path, headers: all }, (answer) => {
        buffer(answer).then(
          (received) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: received }),
          reject,
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
  const zipped = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const post = (path: string, body: Buffer) => raw('POST', path, zipped, body);
  const codeOf = ({ body }: RawAnswer): unknown => JSON.parse(body.toString('utf8'));

  test('a push is taken as it would be otherwise, and says that it may be compressed', async () => {
    const text = JSON.stringify({ protocolVersion: 1, mutations: rows });
    const answer = await post('/v1/push', gzipSync(text));
    expect(answer).toMatchObject({ status: 200, headers: { 'accept-encoding': 'gzip' } });
    const { outcomes } = pushAnswerSchema.parse(codeOf(answer));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(rows.map(() => 'applied'));
  });

  test('what unpacks to more than may come, is no gzip, or goes where none is read, is refused in words', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(100_000);
    const tooLong = await post('/v1/push', bomb);
    expect([tooLong.status, codeOf(tooLong)]).toMatchObject([
      413,
      { code: 'request.invalid', params: { field: 'length' } },
    ]);
    // Nothing is unpacked for a stranger.
    const stranger = await raw('POST', '/v1/push', { ...zipped, authorization: '' }, bomb);
    expect(stranger.status).toBe(401);
    const broken = await post('/v1/push', Buffer.from('no gzip at all'));
    expect([broken.status, codeOf(broken)]).toMatchObject([400, { code: 'request.invalid' }]);
    const cut = gzipSync(JSON.stringify({ protocolVersion: 1, mutations: rows }));
    expect((await post('/v1/push', cut.subarray(0, cut.length / 2))).status).toBe(400);
    const other = await post('/v1/numbers', gzipSync('{"numbersLeft":0}'));
    expect(other.status).toBe(400);
    const unknown = await raw('POST', '/v1/push', { ...zipped, 'content-encoding': 'br' }, Buffer.from('x'));
    expect([unknown.status, codeOf(unknown)]).toMatchObject([415, { code: 'request.invalid' }]);
  });
});
