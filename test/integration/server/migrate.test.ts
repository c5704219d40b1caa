import { afterAll, expect, test } from 'vitest';
import { migrateDatabase, migrations } from '../../../server/migrations/migrate.ts';
import { describeContract } from './engines.ts';

describeContract('migrations', (kind) => {
  afterAll(() => kind.dispose());

  test('bring a database of an earlier build up to date, once, with what is in it', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine, migrations.slice(0, 6));
    await engine.query("INSERT INTO agents (agent_no, body, password_hash) VALUES ('9527', '{}', 'x')");
    for (const key of ['k1', 'k2']) {
      await engine.query("INSERT INTO author_keys VALUES ('9527', 'd1', $1, 0)", [key]);
    }
    const decided = "'m1', $1, 'd1', 'customer.reveal', 'e', 1, 'digest', 'applied', NULL, NULL, 0";
    await engine.query(`INSERT INTO applied_mutations VALUES (${decided})`, ['9527']);
    await engine.query("INSERT INTO reveals VALUES ('m1', '9527', 'd1', 'c', 'phone', 'callback', 0, 0)");

    expect(await migrateDatabase(engine)).toEqual(migrations.slice(6).map((step) => step.name));
    expect(await migrateDatabase(engine)).toEqual([]);
    // Where the agent has signed in before, his device is a known one.
    expect(await engine.query('SELECT agent_no, device_id, lock_count FROM known_devices')).toEqual([
      { agent_no: '9527', device_id: 'd1', lock_count: 0 },
    ]);
    expect(await engine.query('SELECT mutation_id FROM reveals')).toHaveLength(1);
    await engine.query(`INSERT INTO applied_mutations VALUES (${decided})`, ['1001']);
    await expect(engine.query(`INSERT INTO applied_mutations VALUES (${decided})`, ['9527'])).rejects.toThrow();
    await engine.close();
  });

  test('an item published by an earlier build gets the scope, the customer and the term that its body tells', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine, migrations.slice(0, 9));
    const bodies: [string, string, unknown][] = [
      ['customers', 'c-1', { id: 'c-1', name: '"area":"xining"', area: 'guide' }],
      ['customers', 'c-2', { id: 'c-2', name: '无' }],
      ['tickets', 't-1', { id: 't-1', customerId: 'c-1', status: 'processing', area: 'yushu', updatedAt: 5 }],
      ['tickets', 't-2', { id: 't-2', status: 'closed', summary: 'x', updatedAt: 5 }],
      ['calls', 'call-1', { id: 'call-1', customerId: 'c-1', topic: '"at":99', at: 7 }],
      ['calls', 'call-2', null],
      ['notices', 'n-1', { id: 'n-1', area: 'guide' }],
    ];
    for (const [stream, id, body] of bodies) {
      await engine.query("INSERT INTO published VALUES ($1, $2, 1, $3, pg_current_xact_id(), nextval('change_seq'))", [
        stream,
        id,
        body === null ? null : JSON.stringify(body),
      ]);
    }
    await migrateDatabase(engine);
    const month = 30 * 24 * 3_600_000;
    const rows = await engine.query(
      `SELECT id, customer_id, array_to_string(scopes, ' ') AS scopes, expires_at FROM published ORDER BY seq`,
    );
    expect(rows).toEqual([
      { id: 'c-1', customer_id: null, scopes: 'a:guide', expires_at: null },
      { id: 'c-2', customer_id: null, scopes: '*', expires_at: null },
      { id: 't-1', customer_id: 'c-1', scopes: 'a:yushu a:guide', expires_at: null },
      { id: 't-2', customer_id: null, scopes: '*', expires_at: 5 + month },
      { id: 'call-1', customer_id: 'c-1', scopes: 'a:guide', expires_at: 7 + month },
      { id: 'call-2', customer_id: null, scopes: '*', expires_at: null },
      { id: 'n-1', customer_id: null, scopes: '*', expires_at: null },
    ]);
    await engine.close();
  });
});
