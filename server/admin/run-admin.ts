import { pino } from 'pino';
import type { Logger } from 'pino';
import { FolderInUseError } from '../engine/folder-lock.ts';
import { openEngine } from '../engine/open-engine.ts';
import { NewerDatabaseError, requireCurrentDatabase, UnpreparedDatabaseError } from '../migrations/migrate.ts';
import { readAdminOptions, usage, UsageError } from '../options.ts';
import type { AdminOptions } from '../options.ts';
import { adminCommands, RefusedCommand } from './admin-commands.ts';

export function isAdminCommand(word: string | undefined): boolean {
  return word !== undefined && Object.hasOwn(adminCommands, word);
}

/**
 * Carries out one command on the database of a server, which may be running; PGlite's must not, its folder belongs to one
 * process. What was done goes to standard output, what is wrong to standard error. Returns the exit code.
 */
export async function runAdmin(args: readonly string[], env: NodeJS.ProcessEnv, entry: URL): Promise<number> {
  const complain = (line: string): void => void process.stderr.write(`${line}\n`);
  try {
    const options = readAdminOptions(args, env);
    const lines = await carryOut(options, entry, pino({ level: 'silent' }));
    for (const line of lines) process.stdout.write(`${line}\n`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) complain(`${error.message}\n\n${usage}`);
    else if (error instanceof RefusedCommand) for (const line of error.lines) complain(line);
    else complain(reasonOf(error));
    if (error instanceof UsageError) return 2;
    return error instanceof FolderInUseError ? 3 : 1;
  }
}

async function carryOut(options: AdminOptions, entry: URL, log: Logger): Promise<readonly string[]> {
  const [word = '', ...given] = options.words;
  const run = adminCommands[word as keyof typeof adminCommands];
  const engine = await openEngine(options, entry, log);
  try {
    await requireCurrentDatabase(engine);
    return await run({ engine, options, log, now: Date.now }, given);
  } finally {
    await engine.close();
  }
}

/** Errors of the database may quote values and the address with its password: their code must do. */
function reasonOf(error: unknown): string {
  if (error instanceof FolderInUseError) return `${error.message}: stop the server first, its database is embedded`;
  if (error instanceof NewerDatabaseError || error instanceof UnpreparedDatabaseError) return error.message;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? `failed: ${code}` : `failed: ${(error as Error).message}`;
}
