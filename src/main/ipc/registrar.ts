import type { z } from 'zod';
import type { CommandName } from '../../shared/ipc/channels.ts';
import { appError, type AppError } from '../../shared/ipc/app-error.ts';
import { commands } from '../../shared/ipc/contract.ts';
import { err, type Result } from '../../shared/ipc/result.ts';
import type { Seat } from '../features/agents/agent-sessions.ts';
import { expectedFailure } from '../features/expected-failure.ts';
import type { Log } from '../log.ts';
import { openCommands, signedOutCommands, type Handlers } from './handlers/handlers.ts';

export interface Sender {
  /** What the shell found out about the page that asks. */
  readonly isTrusted: boolean;
}

export interface RegistrarOptions {
  readonly handlers: Partial<Handlers>;
  /** The answer to a command without a handler: a core that can't work has but a few. */
  readonly missing?: AppError;
  /** The seat of whoever is signed in. */
  readonly seat: () => Promise<Seat | undefined>;
  readonly log: Log;
  /** Answers are held against the contract as well: for development and tests. */
  readonly isOutputChecked: boolean;
}

export type Invoke = (name: string, input: unknown, sender: Sender) => Promise<Result<unknown>>;

type AnyHandler = (input: unknown, seat: Seat | undefined) => Promise<Result<unknown>>;

/**
 * The one way from a page into the core: known command → trusted sender → valid input → session where it is demanded, none where it forbids →
 * handler. Logs name, duration and outcome of each command, never what it carries.
 */
export function createRegistrar(options: RegistrarOptions): Invoke {
  return async (name, input, sender) => {
    if (!isCommandName(name)) {
      options.log.warn('command', { outcome: 'ipc.unknownCommand' });
      return err(appError('ipc.unknownCommand', 'none'));
    }
    const startedAt = performance.now();
    const answer = await contain(options, name, () => handle(options, name, input, sender));
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    options.log.info('command', { command: name, ms, outcome: answer.ok ? 'ok' : answer.error.code });
    return answer;
  };
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

async function handle(
  { handlers, missing, seat, isOutputChecked }: RegistrarOptions,
  name: CommandName,
  input: unknown,
  sender: Sender,
): Promise<Result<unknown>> {
  if (!sender.isTrusted) return err(appError('ipc.untrustedSender', 'none'));
  const handler = handlers[name] as AnyHandler | undefined;
  if (!handler) return err(missing ?? appError('ipc.unknownCommand', 'none'));
  const parsed = commands[name].input.safeParse(input);
  if (!parsed.success) return err(appError('ipc.invalidInput', 'none', { field: fieldOf(parsed.error) }));
  const opened = isOpen(name) ? undefined : await seat();
  if (isForSignedOut(name)) {
    if (opened) return err(appError('profile.signedIn', 'user'));
  } else if (!opened && !isOpen(name)) return err(appError('auth.required', 'user'));
  // The table's type ties each name to its own input; here the name is any of them.
  const answer = await handler(parsed.data, opened);
  if (isOutputChecked && answer.ok) commands[name].output.parse(answer.value);
  return answer;
}

function isForSignedOut(name: CommandName): boolean {
  return signedOutCommands.some((command) => command === name);
}

function isOpen(name: CommandName): boolean {
  return openCommands.some((open) => open === name);
}

/** A bug ends its command only. */
async function contain(
  { log }: RegistrarOptions,
  name: CommandName,
  work: () => Promise<Result<unknown>>,
): Promise<Result<unknown>> {
  try {
    return await work();
  } catch (cause) {
    const failure = expectedFailure(cause);
    if (failure) return err(failure);
    log.bug('command failed', cause, { command: name });
    return err(appError('internal', 'user'));
  }
}

function fieldOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') ?? '';
}
