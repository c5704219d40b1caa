import type { CommandName } from '../../../shared/ipc/channels.ts';
import type { CommandInput, CommandOutput } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { Seat } from '../../features/agents/agent-sessions.ts';

/** Commands that the page may give before anybody signed in. */
export const openCommands = [
  'app:bootstrap',
  'settings:set',
  'auth:signIn',
  'notices:list',
  'tickets:catalog',
  'practice:scenarios',
  'demo:setServerPower',
] as const satisfies readonly CommandName[];
export type OpenCommand = (typeof openCommands)[number];

/** What a handler is given besides its input: the seat, exactly where the command demands a session. */
type Demanded<N extends CommandName> = N extends OpenCommand ? undefined : Seat;

export type Handler<N extends CommandName> = (
  input: CommandInput<N>,
  seat: Demanded<N>,
) => Promise<Result<CommandOutput<N>>>;

/** A handler for every command of the contract: a missing one does not compile. */
export type Handlers = { readonly [N in CommandName]: Handler<N> };
