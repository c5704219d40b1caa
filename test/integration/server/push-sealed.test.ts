import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCentreSeal } from '../../../src/main/crypto/centre-seal.ts';
import type { NumberBlock } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { sealRow, sealTo, TestSeat } from '../../fakes/test-seat.ts';
import type { SignedMutation } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

describeContract('sealed push', (kind) => {
  let centre: TestCentre;
  /** Whose rows they are, and a colleague at the same machine who delivers them. */
  let author: TestSeat;
  let deliverer: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    author = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await author.signIn(password)).numberBlocks;
    deliverer = new TestSeat(centre.url, await centre.addAgent(), author.deviceId);
    await deliverer.signIn(password);
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const nextRow = (): SignedMutation =>
    author.signMutation(author.compose(ticketSketch(sampleTicket(numberOf(block, used++)))));
  const unreadable = (id: string): object => ({ id, outcome: 'rejected', code: 'seal.unreadable' });

  test('another agent of the machine delivers, once, and it counts as the author’s', async () => {
    const row = nextRow();
    const sealed = await sealRow(centre.sealingKey, row);
    expect(await deliverer.pushSealed({ id: row.id, sealed })).toEqual([{ id: row.id, outcome: 'applied' }]);
    expect(await deliverer.pushSealed({ id: row.id, sealed })).toEqual([{ id: row.id, outcome: 'duplicate' }]);
    expect(await author.push(row)).toEqual([{ id: row.id, outcome: 'duplicate' }]);
    const [stored] = await centre.engine.query('SELECT agent_no FROM applied_mutations WHERE id = $1', [row.id]);
    expect(stored).toEqual({ agent_no: author.agentNo });
  });

  test('opens what a real desk seals', async () => {
    const row = nextRow();
    const seal = createCentreSeal(centre.sealingKey);
    const sealed = await seal.sealMutation(row.id, row.payload, row.signature);
    expect(await deliverer.pushSealed({ id: row.id, sealed })).toEqual([{ id: row.id, outcome: 'applied' }]);
    const dataKey = randomBytes(32);
    const body = {
      deviceId: author.deviceId,
      sealedKey: await seal.sealDataKey(author.agentNo, author.deviceId, dataKey),
    };
    expect(await author.request('POST', '/v1/auth/recover-key', body)).toMatchObject({
      status: 200,
      body: { dataKey: dataKey.toString('base64url') },
    });
  });

  test('sealed and plain at the same moment are applied once', async () => {
    const row = nextRow();
    const sealed = await sealRow(centre.sealingKey, row);
    const answers = await Promise.all([
      deliverer.pushSealed({ id: row.id, sealed }),
      author.push(row),
      deliverer.pushSealed({ id: row.id, sealed }),
    ]);
    const outcomes = answers.flat().map((entry) => entry.outcome);
    expect(outcomes.sort()).toEqual(['applied', 'duplicate', 'duplicate']);
  });

  test('a row signed by nobody of that seat is refused, and the true one still comes through', async () => {
    const row = nextRow();
    const mutation = JSON.parse(row.payload) as Parameters<TestSeat['signMutation']>[0];
    const forged = await sealRow(centre.sealingKey, deliverer.signMutation(mutation));
    expect(await deliverer.pushSealed({ id: row.id, sealed: forged })).toEqual([
      { id: row.id, outcome: 'rejected', code: 'mutation.badSignature', field: 'signature' },
    ]);
    const sealed = await sealRow(centre.sealingKey, row);
    expect(await deliverer.pushSealed({ id: row.id, sealed })).toMatchObject([{ outcome: 'applied' }]);
  });

  test('a seal that was touched, readdressed, of another purpose or to another key does not open', async () => {
    const [row, other] = [nextRow(), nextRow()];
    const sealed = Buffer.from(await sealRow(centre.sealingKey, row), 'base64url');
    for (const place of [0, 31, 32, sealed.length - 1]) {
      const touched = Buffer.from(sealed);
      touched[place] = (touched[place] ?? 0) ^ 1;
      const text = touched.toString('base64url');
      expect(await deliverer.pushSealed({ id: row.id, sealed: text })).toEqual([unreadable(row.id)]);
    }
    const readdressed = await sealRow(centre.sealingKey, row, other.id);
    expect(await deliverer.pushSealed({ id: row.id, sealed: readdressed })).toEqual([unreadable(row.id)]);
    const plain = Buffer.from(JSON.stringify(row));
    const asKey = await sealTo(centre.sealingKey, 'tashi-desk/seat-key/1', row.id, plain);
    expect(await deliverer.pushSealed({ id: row.id, sealed: asKey })).toEqual([unreadable(row.id)]);
    const elsewhere = await sealRow(author.authorKey, row);
    expect(await deliverer.pushSealed({ id: row.id, sealed: elsewhere })).toEqual([unreadable(row.id)]);
    for (const text of ['AAAA', 'A'.repeat(43), sealed.subarray(0, 40).toString('base64url')]) {
      expect(await deliverer.pushSealed({ id: row.id, sealed: text })).toEqual([unreadable(row.id)]);
    }
    expect(await deliverer.pushSealed({ id: row.id, sealed: sealed.toString('base64url') })).toMatchObject([
      { outcome: 'applied' },
    ]);
  });

  test('what is inside must say the same id, and be a signed text at all', async () => {
    const row = nextRow();
    const id = uuidv7();
    const misplaced = await sealRow(centre.sealingKey, row, id);
    expect(await deliverer.pushSealed({ id, sealed: misplaced })).toEqual([unreadable(id)]);
    for (const plain of ['{}', 'no json', '{"id":"x","payload":1}']) {
      const sealed = await sealTo(centre.sealingKey, 'tashi-desk/outbox/1', row.id, Buffer.from(plain));
      expect(await deliverer.pushSealed({ id: row.id, sealed })).toEqual([unreadable(row.id)]);
    }
  });

  test('needs a signed-in agent', async () => {
    const row = nextRow();
    const body = { protocolVersion: 1, rows: [{ id: row.id, sealed: await sealRow(centre.sealingKey, row) }] };
    expect((await deliverer.request('POST', '/v1/push-sealed', body, '')).status).toBe(401);
  });
});
