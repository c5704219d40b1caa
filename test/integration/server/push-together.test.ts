import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NumberBlock } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat, type SignedMutation } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('push under one signature', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const ticket = (): SignedMutation =>
    seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block, used++)))));
  const refused = (row: { id: string } | undefined, code: string, field: string): object => ({
    ...{ id: row?.id, outcome: 'rejected', code, field },
  });
  const stored = async (...rows: readonly { payload: string }[]): Promise<number> => {
    const ids = rows.map(({ payload }) => (JSON.parse(payload) as { entityId: string }).entityId);
    return (await centre.engine.query('SELECT 1 FROM tickets WHERE id = ANY ($1::text[])', [ids])).length;
  };

  test('takes all of them, once, whichever way they come again', async () => {
    const rows = [ticket(), ticket(), ticket()];
    expect(await seat.pushTogether(...rows)).toEqual(rows.map(({ id }) => ({ id, outcome: 'applied' })));
    const again = rows.map(({ id }) => ({ id, outcome: 'duplicate' }));
    expect(await seat.pushTogether(...rows)).toEqual(again);
    expect(await seat.push(...rows)).toEqual(again);
    expect(await stored(...rows)).toBe(3);
  });

  test('a signature for other rows, another order or another text holds for none', async () => {
    const [one, two, three] = [ticket(), ticket(), ticket()];
    const whole = seat.together(one, two, three);
    const changed = { ...three, payload: three.payload.replace('"seq":1', '"seq":2') };
    expect(changed.payload).not.toBe(three.payload);
    for (const mutations of [
      [one, two],
      [two, one, three],
      [one, two, changed],
      [one, two, three, three],
    ]) {
      const plain = mutations.map(({ id, payload }) => ({ id, payload }));
      const { body } = await seat.request('POST', '/v1/push-together', { ...whole, mutations: plain });
      expect(body).toEqual({ outcomes: plain.map((row) => refused(row, 'mutation.badSignature', 'signature')) });
    }
    for (const signature of [one.signature, 'A'.repeat(86), 'A']) {
      const { body } = await seat.request('POST', '/v1/push-together', { ...seat.together(one), signature });
      expect(body).toEqual({ outcomes: [refused(one, 'mutation.badSignature', 'signature')] });
    }
    expect(await stored(one, two, three)).toBe(0);
    // Nothing of that is remembered.
    expect(await seat.pushTogether(one, two, three)).toMatchObject([1, 2, 3].map(() => ({ outcome: 'applied' })));
  });

  test('rows of another agent, or of another device of his, are not taken with it, and hold up no other', async () => {
    const other = new TestSeat(centre.url, await centre.addAgent());
    const elsewhere = new TestSeat(centre.url, seat.agentNo);
    const [otherBlock] = (await other.signIn(password)).numberBlocks;
    const [nextBlock] = (await elsewhere.signIn(password)).numberBlocks;
    const own = ticket();
    const foreign = other.signMutation(other.compose(ticketSketch(sampleTicket(numberOf(otherBlock, 0)))));
    const moved = elsewhere.signMutation(elsewhere.compose(ticketSketch(sampleTicket(numberOf(nextBlock, 0)))));
    expect(await seat.pushTogether(foreign, own, moved)).toEqual([
      refused(foreign, 'mutation.wrongAgent', 'agentNo'),
      { id: own.id, outcome: 'applied' },
      refused(moved, 'mutation.badSignature', 'signature'),
    ]);
    // Under the name of the other device, with this one's key.
    const claimed = { ...seat.together(moved), deviceId: elsewhere.deviceId };
    expect((await seat.request('POST', '/v1/push-together', claimed)).body).toEqual({
      outcomes: [refused(moved, 'mutation.badSignature', 'signature')],
    });
    expect(await stored(foreign, moved)).toBe(0);
  });

  test('a text that is none, or of another id, is refused by itself', async () => {
    const [own, broken, renamed] = [ticket(), { id: uuidv7() as SignedMutation['id'], payload: '{' }, ticket()];
    const wrong = { ...renamed, id: uuidv7() as SignedMutation['id'] };
    expect(await seat.pushTogether(broken, own, wrong)).toEqual([
      expect.objectContaining({ id: broken.id, outcome: 'rejected', code: 'mutation.invalid' }),
      { id: own.id, outcome: 'applied' },
      refused(wrong, 'mutation.idMismatch', 'id'),
    ]);
  });

  test('while the keys can not be asked for, all wait, and the server goes on', async () => {
    const late = new TestSeat(centre.url, seat.agentNo);
    const [lateBlock] = (await late.signIn(password)).numberBlocks;
    const row = late.signMutation(late.compose(ticketSketch(sampleTicket(numberOf(lateBlock, 0)))));
    const broken = { id: uuidv7() as SignedMutation['id'], payload: '{' };
    await centre.engine.query('ALTER TABLE author_keys RENAME TO author_keys_away');
    expect(await late.pushTogether(row)).toEqual([{ id: row.id, outcome: 'retry' }]);
    // Where no row is read the keys are not asked for, and nothing fails unheard.
    expect(await late.pushTogether(broken)).toMatchObject([{ code: 'mutation.invalid' }]);
    await centre.engine.query('ALTER TABLE author_keys_away RENAME TO author_keys');
    expect(await late.pushTogether(row)).toEqual([{ id: row.id, outcome: 'applied' }]);
  });

  test('refuses a request of the wrong form as a whole', async () => {
    const whole = seat.together(ticket());
    const bodies: [string, unknown][] = [
      ['mutations', { ...whole, mutations: [] }],
      ['mutations', { ...whole, mutations: Array.from({ length: 501 }, () => whole.mutations[0]) }],
      ['deviceId', { ...whole, deviceId: `${randomUUID()}\n` }],
      ['signature', { ...whole, signature: 'no base64url' }],
      ['', { ...whole, agentNo: seat.agentNo }],
    ];
    for (const [field, body] of bodies) {
      const answer = await seat.request('POST', '/v1/push-together', body);
      expect(answer, field).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      if (field !== '') expect(answer.body).toMatchObject({ params: { field } });
    }
    expect((await seat.request('POST', '/v1/push-together', whole, '')).status).toBe(401);
  });
});
