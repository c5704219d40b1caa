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
  'drills:texts',
  'demo:setServerPower',
  'window:compact',
  'window:hotKeys',
  'window:showNotice',
  'window:closeNotice',
  'window:savePdf',
] as const satisfies readonly CommandName[];

/** Commands that the page may give only while nobody is signed in: they end this core, or make it ready for another centre. */
export const signedOutCommands = [
  'profiles:list',
  'profiles:read',
  'profiles:open',
  'setup:save',
  'setup:testServer',
  'setup:testExchange',
] as const satisfies readonly CommandName[];
export type SignedOutCommand = (typeof signedOutCommands)[number];

/** What a handler is given besides its input: the seat, exactly where the command demands a session. */
type Demanded<N extends CommandName> = N extends (typeof openCommands)[number] | SignedOutCommand ? undefined : Seat;

export type Handler<N extends CommandName> = (
  input: CommandInput<N>,
  seat: Demanded<N>,
) => Promise<Result<CommandOutput<N>>>;

/** A handler for every command of the contract: a missing one does not compile. */
export type Handlers = { readonly [N in CommandName]: Handler<N> };
