import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { resourcesFolder, startServerProcess } from '../../fakes/server-process.ts';

export const liveProfile = 'qinghai';

/** A real central server in its own process, behind a line that can be spoiled. */
export interface LiveCentre {
  /** The server itself, past the line. */
  readonly url: string;
  readonly line: FaultyProxy;
  /** Makes a live profile in this home that leads here. */
  configure(home: string): Promise<void>;
  /** kill -9 of the server, and another one on its data behind the same line. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** @param more arguments of the server besides */
export async function startLiveCentre(dataFolder: string, more: readonly string[] = []): Promise<LiveCentre> {
  await putDatabase(dataFolder);
  const args = ['--data', dataFolder, '--demo', '--resources', resourcesFolder, '--parent-pipe', ...more];
  let server = startServerProcess(args);
  const { url, name, sealingKey, signingKey } = await server.ready;
  const line = await startFaultyProxy(url);
  return {
    url,
    line,
    async configure(home) {
      const folder = profileFolder(home, liveProfile);
      await mkdir(folder, { recursive: true });
      const centre = { name, url: line.url, sealingKey, signingKey };
      const profile = { schemaVersion: 1, name: liveProfile, kind: 'live', centre };
      await writeFile(join(folder, 'profile.json'), JSON.stringify(profile));
    },
    async crash() {
      server.child.kill('SIGKILL');
      await server.exited;
      server = startServerProcess(args);
      line.pointTo((await server.ready).url);
    },
    async stop() {
      await line.close();
      server.child.stdin.end();
      await server.exited;
    },
  };
}
