import { homedir } from 'node:os';
import { join } from 'node:path';

export interface HomeHints {
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** The user's own home folder. */
  readonly userHome: string;
}

/** Folder under which all profiles lie, after the habits of each system; TASHI_DESK_HOME wins everywhere. */
export function resolveHomeFolder(
  hints: HomeHints = { env: process.env, platform: process.platform, userHome: homedir() },
): string {
  const { env, platform, userHome } = hints;
  if (env['TASHI_DESK_HOME']) return env['TASHI_DESK_HOME'];
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(userHome, 'AppData', 'Local'), 'tashi-desk');
  if (platform === 'darwin') return join(userHome, 'Library', 'Application Support', 'tashi-desk');
  return join(env['XDG_DATA_HOME'] ?? join(userHome, '.local', 'share'), 'tashi-desk');
}
