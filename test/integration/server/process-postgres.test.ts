import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { resourcesFolder, startServerProcess } from '../../fakes/server-process.ts';
import type { ServerProcess } from '../../fakes/server-process.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describePostgres } from './engines.ts';
import { startPostgres } from './postgres.ts';
import type { PostgresCluster } from './postgres.ts';

describePostgres('server processes', (bin) => {
  let cluster: PostgresCluster;
  let folder: string;
  const started: ServerProcess[] = [];
  beforeAll(async () => {
    cluster = await startPostgres(bin);
    folder = await mkdtemp(join(tmpdir(), 'tashi-keys-'));
  });
  afterAll(async () => {
    for (const { child, exited } of started) {
      child.kill('SIGKILL');
      await exited;
    }
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('two of them serve one centre, also when started at once on an empty database', async () => {
    const env = { DATABASE_URL: await cluster.createDatabase() };
    const args = ['--keys', join(folder, 'centre-keys.json'), '--demo', '--resources', resourcesFolder];
    started.push(startServerProcess(args, env), startServerProcess(args, env));
    const [first, second] = await Promise.all(started.map((server) => server.ready));
    if (!first || !second) throw new Error('two servers were started');
    expect({ ...second, url: first.url }).toEqual(first);
    expect(await (await fetch(`${second.url}/v1/health`)).json()).toMatchObject({
      engine: 'postgres',
      // This cluster is told not to flush.
      isDurable: false,
    });
    expect(started[1]?.log()).toContain('NOT DURABLE: fsync');

    // Signed in at one, working at the other: nothing of an agent lives in a process.
    const seat = new TestSeat(first.url, '9527');
    const [block] = (await seat.signIn('tashi-demo')).numberBlocks;
    const ear = seat.openLive();
    await ear.opened;
    seat.url = second.url;
    const mutation = seat.signMutation(seat.compose(ticketSketch(sampleTicket(numberOf(block)))));
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'applied' }]);
    await ear.hears('tickets');

    started[1]?.child.kill('SIGKILL');
    await started[1]?.exited;
    seat.url = first.url;
    expect(await seat.push(mutation)).toEqual([{ id: mutation.id, outcome: 'duplicate' }]);
    started[0]?.child.kill('SIGTERM');
    expect(await started[0]?.exited).toEqual({ code: 0, signal: null });
  });

  test('says clearly that the secrets need a place, and that the database is away', async () => {
    const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
    const keyless = startServerProcess([], env);
    started.push(keyless);
    expect((await keyless.exited).code).toBe(2);
    expect(keyless.log()).toContain('--keys FILE');
    const away = startServerProcess(['--keys', join(folder, 'other-keys.json')], env);
    started.push(away);
    expect((await away.exited).code).toBe(1);
    expect(away.log()).toContain('ECONNREFUSED');
  });
});
