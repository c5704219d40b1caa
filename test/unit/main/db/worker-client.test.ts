import { afterEach, describe, expect, it } from 'vitest';
import { StorageFailure } from '../../../../src/main/db/storage-failure.ts';
import { createWorkerClient, type WorkerClient } from '../../../../src/main/db/worker-client.ts';
import type { EchoOps } from './fixtures/echo-worker.ts';

const url = new URL('./fixtures/echo-worker.ts', import.meta.url);
const clients: WorkerClient<EchoOps>[] = [];
const start = (): WorkerClient<EchoOps> => {
  const client = createWorkerClient<EchoOps>(url, { word: 'bde mo' });
  clients.push(client);
  return client;
};

afterEach(async () => {
  for (const client of clients.splice(0)) await client.terminate();
});

describe('worker client', () => {
  it('calls operations and hands the worker its data', async () => {
    const client = start();
    expect(await client.add(2, 3)).toBe(5);
    expect(await client.given()).toEqual({ word: 'bde mo' });
  });

  it('runs operations strictly one after another', async () => {
    const client = start();
    await Promise.all([client.late('a'), client.soon('b'), client.late('c'), client.soon('d')]);
    expect(await client.log()).toEqual(['a begins', 'a ends', 'b', 'c begins', 'c ends', 'd']);
  });

  it('throws what an operation threw, and goes on', async () => {
    const client = start();
    await expect(client.bug()).rejects.toMatchObject({ name: 'TypeError', message: 'planted' });
    const failure = await client.fullDisk().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StorageFailure);
    expect((failure as StorageFailure).error).toEqual({ code: 'storage.diskFull', retry: 'user' });
    expect(await client.add(1, 1)).toBe(2);
  });

  it('names an operation that the worker lacks', async () => {
    const client = start() as unknown as { missing(): Promise<void> };
    await expect(client.missing()).rejects.toThrow('no operation missing');
  });

  it('rejects calls under way and later ones once the thread is gone', async () => {
    const client = start();
    await expect(client.die()).rejects.toThrow('ended with code 3');
    await expect(client.add(1, 2)).rejects.toThrow('ended with code 3');
  });

  it('finishes the calls under way before it ends, and takes no more', async () => {
    const client = start();
    const late = client.late('a');
    const ended = client.terminate();
    await expect(client.add(1, 2)).rejects.toThrow('was ended');
    expect(await late).toBe('a');
    await ended;
    await client.terminate();
  });

  it('does not pass for a promise', async () => {
    const client = await Promise.resolve(start());
    expect(await client.add(4, 4)).toBe(8);
  });

  it('refuses arguments that cannot be cloned without losing its place', async () => {
    const client = start() as unknown as { add(a: unknown, b: unknown): Promise<number> };
    await expect(client.add(() => 1, 2)).rejects.toThrow();
    expect(await client.add(1, 2)).toBe(3);
  });
});
