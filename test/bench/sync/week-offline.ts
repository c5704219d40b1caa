import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { resourcesFolder, startServerProcess, type ServerProcess } from '../../fakes/server-process.ts';
import { credentials, faultDraft } from '../../integration/core/desk-inputs.ts';
import { startCore } from '../../integration/core/killable-core.ts';

const tickets = 5_000;
const profileName = 'week';

/**
 * A desk that wrote 5,000 tickets while its centre could not be reached: ms from asking it to exchange until every one of
 * them is acknowledged and shown as such. `url`: an empty database of PostgreSQL.
 */
export async function measureWeekOffline(url: string): Promise<number> {
  const home = await mkdtemp(join(tmpdir(), 'tashi-week-'));
  const start = (port: string): ServerProcess =>
    startServerProcess(
      [
        ...['--keys', join(home, 'keys.json'), '--demo', '--resources', resourcesFolder, '--parent-pipe'],
        ...['--numbers-per-seat', String(tickets), '--port', port],
      ],
      { DATABASE_URL: url },
    );
  const stop = async (server: ServerProcess): Promise<void> => {
    server.child.stdin.end();
    await server.exited;
  };
  const before = start('0');
  const { url: address, name, sealingKey, signingKey } = await before.ready;
  const folder = profileFolder(home, profileName);
  await mkdir(folder, { recursive: true });
  const centre = { name, url: address, sealingKey, signingKey };
  await writeFile(
    join(folder, 'profile.json'),
    JSON.stringify({ schemaVersion: 1, name: profileName, kind: 'live', centre }),
  );
  const core = await startCore(home, profileName);
  try {
    await core.get('auth:signIn', credentials('9527'));
    await core.get('sync:now', {});
    await stop(before);
    for (let nth = 0; nth < tickets; nth += 1) {
      const draft = faultDraft({
        description: `来电反映家中电压不稳，已核对户号与表箱。第 ${String(nth)} 件。`.repeat(2),
      });
      await core.get('tickets:submit', { draft, isClosedAtFirstContact: false });
    }
    const after = start(new URL(address).port);
    await after.ready;
    const startedAt = performance.now();
    const { waiting } = await core.get('sync:now', {});
    const ms = performance.now() - startedAt;
    await stop(after);
    if (waiting > 0) throw new Error(`${String(waiting)} tickets were left`);
    return ms;
  } finally {
    await core.kill();
    await rm(home, { recursive: true, force: true });
  }
}
