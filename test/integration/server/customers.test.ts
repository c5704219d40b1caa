import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publish, withdraw } from '../../../server/sync/publish.ts';
import { customerSchema, ticketStateSchema, type Customer } from '../../../src/shared/domain/customer.ts';
import type { CustomerChanges } from '../../../src/shared/domain/customer-changes.ts';
import { newCustomerIdSchema, type CustomerId } from '../../../src/shared/ids.ts';
import type { MutationId } from '../../../src/shared/ids.ts';
import type { PullItem, PullStream } from '../../../src/shared/sync/wire.ts';
import { callSketch, numberOf, sampleCall, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { sealRow, TestSeat, type MutationSketch } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

describeContract('customers', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let other: TestSeat;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    [seat, other] = [await centre.openSeat(), await centre.openSeat()];
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const newId = () => newCustomerIdSchema.parse(`c-${uuidv7()}`);
  const createSketch = (id = newId(), more: Record<string, unknown> = {}): MutationSketch => ({
    kind: 'customer.create',
    entityId: id,
    seq: 1,
    body: { id, name: '卓玛', salutation: '女士', phones: ['+8613900000071'], ...more },
  });
  const correctSketch = (customerId: string, changes: CustomerChanges, seq = 1): MutationSketch => ({
    ...{ kind: 'customer.correct', entityId: customerId, seq },
    body: { customerId: customerId as CustomerId, changes },
  });
  const send = async (from: TestSeat, sketch: MutationSketch) => {
    const mutation = from.signMutation(from.compose(sketch));
    const [outcome] = await from.push(mutation);
    return { mutation, outcome };
  };
  const find = async (stream: PullStream, id: string): Promise<PullItem | undefined> =>
    (await seat.pullAll(stream)).items.find((item) => item.id === id);
  const customer = async (id: string): Promise<Customer> => {
    const item = await find('customers', id);
    return customerSchema.parse(item?.op === 'put' && item.body);
  };
  const created = async (more: Record<string, unknown> = {}): Promise<string> => {
    const id = newId();
    expect((await send(seat, createSketch(id, more))).outcome).toMatchObject({ outcome: 'applied' });
    return id;
  };

  test('what an agent creates reaches every desk, with nothing that is the centre’s to say', async () => {
    const { cursor } = await other.pullAll('customers');
    const id = await created({ address: '恰卜恰镇', isSpecialHandling: true, managerName: '冒名' });
    const { items } = await other.pullAll('customers', cursor);
    expect(items).toMatchObject([{ op: 'put', id, body: { name: '卓玛', address: '恰卜恰镇' } }]);
    expect(await customer(id)).toMatchObject({ isSpecialHandling: false });
    expect(await customer(id)).not.toHaveProperty('managerName');
  });

  test('sent again it is a duplicate; an id in use is nobody’s to create', async () => {
    const id = newId();
    const { mutation } = await send(seat, createSketch(id));
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
    const { outcome } = await send(other, createSketch(id, { name: '别人' }));
    expect(outcome).toMatchObject({ outcome: 'conflict', code: 'customer.idTaken' });
    expect(await customer(id)).toMatchObject({ name: '卓玛' });
    const made = createSketch('c-drolma' as ReturnType<typeof newId>);
    expect((await send(seat, made)).outcome).toMatchObject({ code: 'mutation.invalid', field: 'id' });
  });

  test('two desks that correct different fields offline both win', async () => {
    const id = await created({ address: '东巴村 18 号' });
    const one = await send(seat, correctSketch(id, { address: { base: '东巴村 18 号', value: '东巴村 81 号' } }));
    const two = await send(other, correctSketch(id, { name: { base: '卓玛', value: '卓玛措' } }));
    expect([one, two].map(({ outcome }) => outcome?.outcome)).toEqual(['applied', 'applied']);
    expect(await customer(id)).toMatchObject({ name: '卓玛措', address: '东巴村 81 号', phones: ['+8613900000071'] });
  });

  test('the same field of both is a conflict of that field alone, told again when asked again', async () => {
    const id = await created();
    await send(seat, correctSketch(id, { name: { base: '卓玛', value: '卓玛措' } }));
    const changes = {
      name: { base: '卓玛', value: '卓玛吉' },
      salutation: { base: '女士', value: '' },
      area: { base: null, value: 'guide' },
    };
    const { mutation, outcome } = await send(other, correctSketch(id, changes));
    const told = { id: mutation.id, outcome: 'conflict', code: 'customer.fieldChanged', field: 'name' };
    expect(outcome).toEqual(told);
    expect(await other.push(mutation)).toEqual([told]);
    expect(await customer(id)).toMatchObject({ name: '卓玛措', salutation: '', area: 'guide' });
    // He saw both and chose his own.
    const chosen = correctSketch(id, { name: { base: '卓玛措', value: '卓玛吉' } }, 2);
    expect((await send(other, chosen)).outcome).toMatchObject({ outcome: 'applied' });
    expect(await customer(id)).toMatchObject({ name: '卓玛吉' });
  });

  test('all fields in conflict fit into one answer', async () => {
    const id = await created({ accountNo: '1', address: 'a', area: 'guide', language: 'adx' });
    const from = (suffix: string): CustomerChanges => ({
      name: { base: '卓玛', value: `n${suffix}` },
      salutation: { base: '女士', value: suffix },
      phones: { base: ['+8613900000071'], value: [`+861390000007${suffix}`] },
      accountNo: { base: '1', value: suffix },
      address: { base: 'a', value: suffix },
      area: { base: 'guide', value: suffix },
      language: { base: 'adx', value: suffix === '2' ? 'khg' : null },
    });
    await send(seat, correctSketch(id, from('2')));
    const { outcome } = await send(other, correctSketch(id, from('3')));
    expect(outcome?.field).toBe('name,salutation,phones,accountNo,address,area,language');
  });

  test('both saying the same is agreement, and a correction to what is there already is no news', async () => {
    const id = await created();
    const changes = { name: { base: '卓玛', value: '卓玛措' } };
    await send(seat, correctSketch(id, changes));
    const { cursor } = await seat.pullAll('customers');
    expect((await send(other, correctSketch(id, changes))).outcome).toMatchObject({ outcome: 'applied' });
    expect((await seat.pullAll('customers', cursor)).items).toEqual([]);
  });

  test('many desks at once: of each field one wins, and nobody’s value is overwritten unseen', async () => {
    const id = await created();
    const seats = [seat, other, await centre.openSeat(), await centre.openSeat()];
    const outcomes = await Promise.all(
      seats.map(async (from, index) => {
        const value = `第${String(index)}家`;
        const { outcome } = await send(from, correctSketch(id, { address: { base: null, value } }));
        return { value, outcome: outcome?.outcome };
      }),
    );
    const won = outcomes.filter(({ outcome }) => outcome === 'applied');
    expect(won).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'conflict')).toHaveLength(3);
    expect((await customer(id)).address).toBe(won[0]?.value);
  });

  test('one that the centre does not have, or has withdrawn, can’t be corrected', async () => {
    const changes = { name: { base: '卓玛', value: '卓玛措' } };
    const refused = { outcome: 'rejected', code: 'customer.unknown', field: 'customerId' };
    expect((await send(seat, correctSketch('c-nobody', changes))).outcome).toMatchObject(refused);
    const id = await created();
    await withdraw(centre.engine, 'customers', id);
    expect((await send(seat, correctSketch(id, changes))).outcome).toMatchObject(refused);
    expect(await find('customers', id)).toEqual({ op: 'drop', id });
  });

  test('what does not fit is refused with its field', async () => {
    const id = await created();
    const cases: [CustomerChanges, string][] = [
      [{}, 'changes'],
      [{ name: { base: '卓玛', value: '' } }, 'changes.name.value'],
      [{ phones: { base: ['+8613900000071'], value: ['13900000071'] } }, 'changes.phones.value.0'],
      [{ birthday: { base: null, value: '1' } } as CustomerChanges, 'changes'],
    ];
    for (const [changes, field] of cases) {
      const { outcome } = await send(seat, correctSketch(id, changes));
      expect(outcome, field).toMatchObject({ outcome: 'rejected', code: 'mutation.invalid', field });
    }
    const foreign = { ...correctSketch(id, { name: { base: '卓玛', value: 'x' } }), entityId: 'c-other' };
    expect((await send(seat, foreign as MutationSketch)).outcome).toMatchObject({ field: 'entityId' });
  });

  test('whoever delivers it sealed changes nothing of that', async () => {
    const id = await created();
    const mutation = seat.signMutation(seat.compose(correctSketch(id, { name: { base: '卓玛', value: '卓玛措' } })));
    const row = { id: mutation.id, sealed: await sealRow(centre.sealingKey, mutation) };
    expect(await other.pushSealed(row)).toEqual([{ id: mutation.id, outcome: 'applied' }]);
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
    const [note] = await centre.engine.query<{ agent_no: string; kind: string; conflicts: string }>(
      'SELECT agent_no, kind, conflicts FROM customer_changes WHERE mutation_id = $1',
      [mutation.id],
    );
    expect(note).toEqual({ agent_no: seat.agentNo, kind: 'customer.correct', conflicts: '' });
  });

  test('a ticket that names nobody belongs to the customer of its call, whichever comes first', async () => {
    const writer = new TestSeat(centre.url, await centre.addAgent());
    const [block] = (await writer.signIn(password)).numberBlocks;
    const stateOf = async (id: string) => {
      const item = await find('tickets', id);
      return ticketStateSchema.parse(item?.op === 'put' && item.body);
    };
    const push = (sketch: MutationSketch, id?: MutationId) =>
      writer.push(writer.signMutation(writer.compose(sketch, id ? { id } : {})));
    const [early, late] = [sampleCall(), sampleCall()];
    const before = sampleTicket(numberOf(block), { callId: early.id });
    await push(ticketSketch(before));
    expect(await stateOf(before.id)).not.toHaveProperty('customerId');
    await push(callSketch(early));
    expect(await stateOf(before.id)).toMatchObject({ customerId: 'c-drolma' });
    await push(callSketch(late));
    const after = sampleTicket(numberOf(block, 1), { callId: late.id });
    await push(ticketSketch(after));
    expect(await stateOf(after.id)).toMatchObject({ customerId: 'c-drolma' });
    const named = sampleTicket(numberOf(block, 2), { callId: late.id, customerId: 'c-other' as CustomerId });
    await push(ticketSketch(named));
    await push(callSketch(late, 2));
    expect(await stateOf(named.id)).toMatchObject({ customerId: 'c-other' });
  });

  test('a record that no correction touched stays word for word as the centre wrote it', async () => {
    const body = { id: 'c-own', name: '周文斌', salutation: '先生', phones: [], isSpecialHandling: true, updatedAt: 7 };
    const more = { managerName: '李海燕', arrears: { amountFen: 5, asOf: 6 } };
    await publish(centre.engine, { stream: 'customers', id: 'c-own', body: { ...body, ...more } });
    await send(seat, correctSketch('c-own', { address: { base: null, value: '城东区' } }));
    const { updatedAt, ...rest } = await customer('c-own');
    expect(rest).toEqual({ ...{ ...body, updatedAt: undefined }, ...more, address: '城东区' });
    expect(updatedAt).toBeGreaterThan(7);
  });
});
