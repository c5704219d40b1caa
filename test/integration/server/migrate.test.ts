import { afterAll, expect, test } from 'vitest';
import { migrateDatabase, migrations, NoWayBackError, stepBack } from '../../../server/migrations/migrate.ts';
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

  test('lead one version back for the build before, with all that was written since, and up again', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine);
    const newest = migrations.length;
    await engine.query(
      `INSERT INTO audit (seq, at, kind, agent_no, detail, previous, hash) VALUES (1, 0, 'signIn', '9527', '{}', '0', 'h')`,
    );
    const columns = (): Promise<unknown[]> =>
      engine.query(
        `SELECT table_name, column_name, data_type FROM information_schema.columns
          WHERE table_schema = 'public' ORDER BY table_name, column_name`,
      );
    const before = await columns();
    expect(await stepBack(engine)).toBe(newest - 1);
    // The build before starts on it, and this one after it.
    expect(await migrateDatabase(engine, migrations.slice(0, -1))).toEqual([]);
    expect(await migrateDatabase(engine)).toEqual([migrations.at(-1)?.name]);
    expect(await columns()).toEqual(before);
    expect(await engine.query('SELECT seq FROM audit')).toEqual([{ seq: 1 }]);
    await expect(engine.query('DELETE FROM audit')).rejects.toThrow('append-only');
    // Only as far as there is a way: steps that were made without one have none.
    const withoutWay = migrations.findLastIndex(({ down }) => down === undefined);
    for (let version = newest; version > withoutWay + 1; version -= 1) expect(await stepBack(engine)).toBe(version - 1);
    await expect(stepBack(engine)).rejects.toThrow(NoWayBackError);
    await engine.close();
  });

  test('an exam of an earlier build is over when its body says so, whatever stands in its texts', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine, migrations.slice(0, 29));
    const bodies = {
      open: { openedAt: 1, questions: [{ text: '"endedAt":7' }] },
      over: { openedAt: 1, endedAt: 1_800_000_000_000, questions: [{ text: 'x\u0000\ud83d"endedAt":7' }] },
    };
    for (const [id, body] of Object.entries(bodies)) {
      await engine.query("INSERT INTO exams VALUES ($1, '1001', '0031', '0032', 1, $2)", [id, JSON.stringify(body)]);
    }
    await migrateDatabase(engine);
    expect(await engine.query('SELECT id, ended_at FROM exams ORDER BY id')).toEqual([
      { id: 'open', ended_at: null },
      { id: 'over', ended_at: 1_800_000_000_000 },
    ]);
    await engine.close();
  });

  test('marks lose their time for the build before, which does not read it, and nothing else', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine, migrations.slice(0, 32));
    const mark = { by: '0031', points: [5], isFatal: false };
    const search = { at: 3, words: '停电 ,"at":7}' };
    const body = (marks: readonly object[]): string => JSON.stringify({ questions: [{ searches: [search], marks }] });
    const exam = [
      body([
        { ...mark, at: 9 },
        { ...mark, why: 'x', at: 10 },
      ]),
    ];
    await engine.query("INSERT INTO exams VALUES ('e-1', '1001', '0031', '0032', 1, $1)", exam);
    await stepBack(engine, migrations.slice(0, 32));
    expect(await engine.query('SELECT body FROM exams')).toEqual([{ body: body([mark, { ...mark, why: 'x' }]) }]);
    await engine.close();
  });

  test('what callers said is out of the sight of the build before, at the desks as well, and there again after it', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine);
    const tasks = "('t-1', 'offHours', 'open', '{\"a\":1}', 'x', 1), ('t-2', 'callBack', 'open', '{}', '1001', 1)";
    await engine.query(`INSERT INTO tasks VALUES ${tasks}`);
    await engine.query(
      `INSERT INTO published (stream, id, schema_version, body, xact, seq, scopes)
       SELECT 'tasks', id, 1, body, pg_current_xact_id(), nextval('change_seq'), '{*}' FROM tasks`,
    );
    const kept = async (): Promise<unknown> => [
      await engine.query('SELECT * FROM tasks ORDER BY id'),
      await engine.query(`SELECT id, body FROM published WHERE stream = 'tasks' ORDER BY id`),
    ];
    const before = await kept();
    for (let version = migrations.length; version > 32; version -= 1) await stepBack(engine);
    expect(await engine.query('SELECT id FROM tasks')).toEqual([{ id: 't-2' }]);
    expect(await engine.query(`SELECT id FROM published WHERE body IS NULL`)).toEqual([{ id: 't-1' }]);
    await migrateDatabase(engine);
    expect(await kept()).toEqual(before);
    await engine.close();
  });

  test('exams and what they came to are out of the sight of the build before, and all there again after it', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine);
    const exam = "'1001', '0031', '0032', 1, '{}', NULL, 'series'";
    await engine.query(`INSERT INTO exams VALUES ('e-1', ${exam}), ('e-2', ${exam})`);
    for (const entryKind of ['exam', 'drill'])
      await engine.query("INSERT INTO training_results VALUES ('1001', $1, $1, 1, 5, '{}', 6)", [entryKind]);
    await engine.query("INSERT INTO exam_series VALUES ('series', '0031', 1, '{}')");
    const kept = async (): Promise<unknown> => [
      await engine.query('SELECT * FROM exams ORDER BY id'),
      await engine.query('SELECT * FROM training_results ORDER BY kind'),
      await engine.query('SELECT * FROM exam_series'),
    ];
    const before = await kept();
    const back = async (): Promise<void> => {
      for (let version = migrations.length; version > 29; version -= 1) await stepBack(engine);
    };
    await back();
    expect(await engine.query('SELECT id FROM exams')).toEqual([]);
    expect(await engine.query('SELECT kind FROM training_results')).toEqual([{ kind: 'drill' }]);
    await migrateDatabase(engine);
    expect(await kept()).toEqual(before);
    // What the older build opened meanwhile stays beside them.
    await back();
    await engine.query("INSERT INTO exams VALUES ('e-3', '1001', '0031', '0032', 1, '{}')");
    await migrateDatabase(engine);
    expect(await engine.query('SELECT id FROM exams ORDER BY id')).toEqual(['e-1', 'e-2', 'e-3'].map((id) => ({ id })));
    await engine.close();
  });

  test('what earlier builds refused because it came too early is judged anew', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine, migrations.slice(0, 18));
    const decided = "'9527', 'd1', 'task.change', 'e', 1, 'digest'";
    for (const [id, code] of [
      ['early', 'task.unknown'],
      ['other', 'mutation.invalid'],
    ] as const) {
      await engine.query(
        `INSERT INTO applied_mutations
           (id, agent_no, device_id, kind, entity_id, seq, digest, outcome, code, field, received_at)
         VALUES ($1, ${decided}, 'rejected', $2, NULL, 0)`,
        [id, code],
      );
    }
    await migrateDatabase(engine);
    expect(await engine.query('SELECT id FROM applied_mutations')).toEqual([{ id: 'other' }]);
    await engine.close();
  });

  test('a task that an earlier build closed keeps nobody’s number', async () => {
    const { engine } = await kind.open();
    await migrateDatabase(engine, migrations.slice(0, 14));
    for (const status of ['open', 'done']) {
      const body = { id: status, number: '+8613900000071', name: '卓玛', note: '问电费', status, calls: 2 };
      await engine.query('INSERT INTO tasks VALUES ($1, $2, $1, $3, $4, 0)', [
        ...[status, 'callBack', JSON.stringify(body), '9527'],
      ]);
    }
    await migrateDatabase(engine);
    const rows = await engine.query<{ body: string }>('SELECT body FROM tasks ORDER BY id');
    expect(rows.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { id: 'done', number: '', note: '', status: 'done', calls: 2 },
      { id: 'open', number: '+8613900000071', name: '卓玛', note: '问电费', status: 'open', calls: 2 },
    ]);
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
