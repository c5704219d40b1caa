import type { CommandName, EventName } from './channels.ts';
import type { CommandInput, CommandOutput, EventPayload } from './contract.ts';
import type { Result } from './result.ts';

/** What the page sees of the core, whichever shell carries it: `window.desk`. */
export interface DeskApi {
  invoke<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>>;
  /** Returns the unsubscribe. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void;
  /** Whether the core can be reached; the browser seat loses it for a moment while a killed core restarts. */
  onCore(listener: (state: 'attached' | 'lost') => void): () => void;
}
