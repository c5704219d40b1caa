import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPostgres } from '../../../server/engine/postgres-engine.ts';
import type { SqlEngine } from '../../../server/engine/sql-engine.ts';
import { changeChannel, ChangeNotifier } from '../../../server/live/change-notifier.ts';
import { describePostgres } from './engines.ts';
import { startPostgres } from './postgres.ts';
import type { PostgresCluster } from './postgres.ts';

describePostgres('notices of changes', (bin) => {
  let cluster: PostgresCluster;
  let engine: SqlEngine;
  let notifier: ChangeNotifier;
  const notices: string[] = [];
  let check = (): void => undefined;
  beforeAll(async () => {
    cluster = await startPostgres(bin);
  });
  beforeEach(async () => {
    const url = await cluster.createDatabase();
    engine = openPostgres({ url, poolSize: 8, onConnectionError: () => undefined });
    notifier = new ChangeNotifier(engine, pino({ enabled: false }));
    notices.length = 0;
    unlisten = await engine.listen(
      changeChannel,
      (payload) => {
        notices.push(payload);
        check();
      },
      () => undefined,
    );
  });
  let unlisten: () => Promise<void>;
  afterEach(async () => {
    await notifier.stop();
    await unlisten();
    await engine.close();
  });
  afterAll(() => cluster.stop());

  const noticed = (count: number): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (notices.length >= count) resolve();
      };
      check();
    });

  /** A transaction that has written and goes on until `end`. */
  const openTransaction = async (): Promise<{ end: () => Promise<void> }> => {
    let release = (): void => undefined;
    let done: Promise<void> = Promise.resolve();
    await new Promise<void>((begun) => {
      done = engine.transaction(async (client) => {
        await client.query('SELECT pg_current_xact_id()');
        const released = new Promise<void>((resolve) => (release = resolve));
        begun();
        await released;
      });
    });
    // Only a change that is younger than it can be held back by it.
    await engine.query('SELECT pg_current_xact_id()');
    return {
      end: () => {
        release();
        return done;
      },
    };
  };

  test('changes that were held back are told of once more, together, and that notice is not repeated', async () => {
    const older = await openTransaction();
    notifier.tell(['tickets']);
    await noticed(1);
    notifier.tell(['calls']);
    await noticed(2);
    notifier.tell(['tickets']);
    await noticed(3);
    const younger = await openTransaction();
    await older.end();
    await noticed(4);
    // The younger one holds back only what is told of while it runs.
    notifier.tell(['notices']);
    await noticed(5);
    await younger.end();
    await noticed(6);
    notifier.tell(['knowledge']);
    await noticed(7);
    expect(notices).toEqual(['tickets', 'calls', 'tickets', 'tickets,calls', 'notices', 'notices', 'knowledge']);
  });

  test('a stream that is told of again and again does not put off another', async () => {
    const first = await openTransaction();
    notifier.tell(['notices']);
    await noticed(1);
    const second = await openTransaction();
    notifier.tell(['tickets']);
    await noticed(2);
    await first.end();
    await noticed(3);
    await second.end();
    await noticed(4);
    expect(notices).toEqual(['notices', 'tickets', 'notices', 'tickets']);
  });
});
