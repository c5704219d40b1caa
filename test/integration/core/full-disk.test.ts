import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mountSmallDisk, type SmallDisk } from '../../fakes/small-disk.ts';
import { credentials, faultDraft } from './desk-inputs.ts';
import { startCore, type KillableCore } from './killable-core.ts';
import { liveProfile, startLiveCentre, type LiveCentre } from './live-centre.ts';

const agentNo = '9527';
/** Only root may mount a disk that can really be full. */
const disk: SmallDisk | undefined = await mountSmallDisk(200);

let folder: string;
let centre: LiveCentre;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tashi-centre-'));
  centre = await startLiveCentre(folder);
});
afterAll(async () => {
  await centre.stop();
  await rm(folder, { recursive: true, force: true });
  await disk?.remove();
});

/** Writes tickets until one is refused; numbers of those that were acknowledged, and why the last was not. */
async function submitUntilRefused(core: KillableCore, most: number): Promise<{ numbers: string[]; why: string }> {
  const numbers: string[] = [];
  while (numbers.length < most) {
    try {
      const draft = faultDraft({ description: '一户无电，已查表箱。'.repeat(40) });
      numbers.push((await core.get('tickets:submit', { draft, isClosedAtFirstContact: false })).number);
    } catch (error) {
      return { numbers, why: (error as Error).message };
    }
  }
  return { numbers, why: 'none was refused' };
}

const numbersOf = async (core: KillableCore): Promise<string[]> =>
  (await core.get('tickets:list', { limit: 200 })).map(({ number }) => number).sort();

async function goOnWhenThereIsRoom({ path: home, fill, free }: SmallDisk): Promise<void> {
  await centre.configure(home);
  let core = await startCore(home, liveProfile);
  try {
    await core.get('auth:signIn', credentials(agentNo));
    await core.get('sync:now', {});
    centre.line.pullCable();
    await core.heard('syncChanged', ({ isOnline }) => !isOnline);
    const [before] = (await submitUntilRefused(core, 1)).numbers;
    await fill();
    const { numbers, why } = await submitUntilRefused(core, 180);
    expect(why).toBe('tickets:submit: storage.diskFull');
    const acknowledged = [before ?? '', ...numbers].sort();
    // What is there can still be read.
    expect(await numbersOf(core)).toEqual(acknowledged);

    const handle = core.handle();
    await core.kill();
    await free();
    core = await startCore(home, liveProfile, handle);
    await core.get('auth:signIn', credentials(agentNo));
    expect(await numbersOf(core)).toEqual(acknowledged);
    acknowledged.push(...(await submitUntilRefused(core, 1)).numbers);

    centre.line.plugIn();
    while ((await core.get('sync:now', {})).waiting > 0) await new Promise(setImmediate);
    const tickets = await core.get('tickets:list', { limit: 200 });
    expect(tickets.map(({ number }) => number).sort()).toEqual(acknowledged.sort());
    expect(new Set(tickets.map(({ sync }) => sync))).toEqual(new Set(['synced']));
  } finally {
    await core.kill();
  }
}

const title =
  'a desk whose disk is full says so, keeps what it acknowledged through a kill, and goes on when there is room';
if (disk) test(title, () => goOnWhenThereIsRoom(disk));
else
  test(`LEFT OUT, as this user may mount no disk: ${title}`, async () => {
    expect(await mountSmallDisk(1)).toBeUndefined();
  });
