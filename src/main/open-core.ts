import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { profileFolder } from './profile/profile-folder.ts';
import type { OpenCore } from './shell/common/core-port.ts';

/**
 * Ties the core to the files of this build, for either shell. The core is loaded only when it is opened: the shell
 * shows its page meanwhile.
 * @param entryUrl `import.meta.url` of the entry, which lies beside the workers and the server in out/main.
 * @param serverEnv what the shell's own executable needs in its environment to run as plain Node.
 */
export function coreOfBuild(entryUrl: string, serverEnv: NodeJS.ProcessEnv = {}): OpenCore {
  return async (seating) => {
    const { createCore } = await import('./core.ts');
    return createCore({
      ...seating,
      version,
      resourcesFolder: fileURLToPath(new URL('../../resources/', entryUrl)),
      workers: { seat: new URL('./seat-worker.js', entryUrl), knowledge: new URL('./knowledge-worker.js', entryUrl) },
      serverEntry: {
        execPath: process.execPath,
        args: [fileURLToPath(new URL('./central-server.js', entryUrl))],
        env: { ...process.env, ...serverEnv },
      },
      isOutputChecked: process.env['TASHI_DESK_CHECKED'] === '1',
      logFolder: join(profileFolder(seating.home, seating.profileName), 'logs'),
    });
  };
}
