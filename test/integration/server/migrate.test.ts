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
});
