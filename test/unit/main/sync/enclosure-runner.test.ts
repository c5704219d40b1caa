import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEnclosureCache } from '../../../../src/main/db/enclosures/enclosure-cache.ts';
import { createEnclosureRunner, enclosureState } from '../../../../src/main/sync/enclosure-runner.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok } from '../../../../src/shared/ipc/result.ts';
import { enclosureFor, samplePicture } from '../../../fakes/sample-picture.ts';

const silent = {
  info: () => undefined,
  warn: () => undefined,
  bug: (what: string, bug: unknown) => {
    throw new Error(what, { cause: bug });
  },
};

/** A centre of pictures that gives a few bytes at a time. */
function startRunner(pictures: readonly Buffer[], budget = 1_000_000) {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-enclosures-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cache = createEnclosureCache(folder);
  const enclosures = pictures.map((bytes) => enclosureFor(bytes));
  const centre = new Map(enclosures.map(({ sha256 }, nth) => [sha256, pictures[nth] ?? Buffer.alloc(0)]));
  const state = { budget, isCableOut: false, atOnce: 64, now: 1_790_000_000_000 };
  const [asked, came, failures]: [string[], string[], string[]] = [[], [], []];
  const shelf = { cache, budget: () => state.budget, wanted: () => Promise.resolve(enclosures) };
  const runner = createEnclosureRunner({
    ...{ shelf, log: silent, now: () => state.now },
    server: {
      enclosure(sha256, at) {
        if (state.isCableOut) return Promise.resolve(err(appError('server.unreachable', 'auto')));
        if (at === 0) asked.push(sha256);
        const bytes = centre.get(sha256);
        if (!bytes) return Promise.resolve(err(appError('server.rejected', 'none', { code: 'attachment.notHere' })));
        const data = bytes.subarray(at, at + state.atOnce).toString('base64');
        return Promise.resolve(ok({ size: bytes.length, data }));
      },
    },
    onCame: (sha256) => void came.push(sha256),
    onFailed: ({ code }) => void failures.push(code),
  });
  onTestFinished(() => runner.pause());
  const hashes = enclosures.map(({ sha256 }) => sha256);
  const kept = async () => (await cache.list()).map(({ sha256 }) => sha256).toSorted();
  return { runner, cache, centre, enclosures, hashes, state, asked, came, failures, kept, shelf, folder };
}

const pictures = [3, 4, 5].map((width) => samplePicture(width, 3));

test('fetches all that the articles name, in their order, and nothing twice', async () => {
  const { runner, hashes, asked, came, shelf } = startRunner(pictures);
  await runner.start();
  expect(came).toEqual(hashes);
  await runner.wake();
  expect(asked).toEqual(hashes);
  expect(await enclosureState(shelf)).toMatchObject({ count: 3, awaited: 0, budget: 1_000_000 });
});

test('keeps within the budget; what an agent asks for comes all the same, in the place of what nobody opened', async () => {
  const size = pictures[0]?.length ?? 0;
  const { runner, enclosures, hashes, state, kept, cache } = startRunner(pictures, 2 * size + 1);
  await runner.start();
  expect(await kept()).toEqual(hashes.slice(0, 2).toSorted());
  const [first, , last] = enclosures;
  if (!first || !last) throw new Error('too few pictures');
  await cache.read(first, state.now);
  runner.ask(last);
  await runner.wake();
  expect(await kept()).toEqual([first.sha256, last.sha256].toSorted());
  state.budget = size;
  await cache.read(last, state.now + 5000);
  await runner.wake();
  expect(await kept()).toEqual([last.sha256]);
});

test('without the centre it ends, and goes on when the line is back', async () => {
  const { runner, state, failures, kept, hashes } = startRunner(pictures);
  state.isCableOut = true;
  await runner.start();
  expect(failures).toEqual(['server.unreachable']);
  expect(await kept()).toEqual([]);
  state.isCableOut = false;
  await runner.wake();
  expect(await kept()).toEqual(hashes.toSorted());
});

test('one that the centre lacks, or sends damaged, waits and stops no other', async () => {
  const { runner, centre, hashes, asked, came, state, kept } = startRunner(pictures);
  const [first = '', second = '', third = ''] = hashes;
  const whole = centre.get(second) ?? Buffer.alloc(0);
  centre.delete(first);
  centre.set(second, Buffer.from(whole).fill(1, 50));
  await runner.start();
  expect(came).toEqual([third]);
  await runner.wake();
  expect(asked).toEqual(hashes);
  centre.set(second, whole);
  state.now += 31 * 60_000;
  await runner.wake();
  expect(await kept()).toEqual([second, third].toSorted());
});

test('one that was cut short on the disk is fetched again', async () => {
  const { runner, hashes, came, folder } = startRunner(pictures.slice(0, 1));
  await runner.start();
  writeFileSync(join(folder, hashes[0] ?? ''), 'half');
  await runner.wake();
  expect(came).toEqual([hashes[0], hashes[0]]);
});

test('nothing is fetched any more once it is told to pause', async () => {
  const { runner, came } = startRunner(pictures);
  const started = runner.start();
  await runner.pause();
  await started;
  expect(came.length).toBeLessThan(3);
});
