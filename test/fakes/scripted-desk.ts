import type { CommandName, EventName } from '../../src/shared/ipc/channels.ts';
import {
  commands,
  events,
  type CommandInput,
  type CommandOutput,
  type EventPayload,
} from '../../src/shared/ipc/contract.ts';
import { appError, type AppError } from '../../src/shared/ipc/app-error.ts';
import type { DeskApi } from '../../src/shared/ipc/desk-api.ts';
import { err, ok, type Result } from '../../src/shared/ipc/result.ts';

type Answers = { [N in CommandName]?: (input: CommandInput<N>) => CommandOutput<N> };

export interface ScriptedDesk extends DeskApi {
  /** What arrived, in order; every input fitted the contract. */
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  /** The core is killed: calls on their way are lost, later ones answer `ipc.coreGone`. */
  lose(): void;
  attach(): void;
  failNext(name: CommandName, error: AppError): void;
  /** Tells whoever listens; the payload fits the contract. */
  tell<N extends EventName>(name: N, payload: EventPayload<N>): void;
  /** Resolves when all that was asked so far has been answered. */
  settled(): Promise<void>;
}

/** A core that answers as told, for everything in the page that talks to one. */
export function scriptedDesk(answers: Answers): ScriptedDesk {
  const calls: { name: CommandName; input: unknown }[] = [];
  const coreListeners = new Set<(state: 'attached' | 'lost') => void>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const failures: { name: CommandName; error: AppError }[] = [];
  let isThere = true;
  let open = 0;

  const answer = (name: CommandName, input: unknown): Result<unknown> => {
    if (!isThere) return err(appError('ipc.coreGone', 'auto'));
    calls.push({ name, input: commands[name].input.parse(input) });
    const failure = failures.findIndex((entry) => entry.name === name);
    if (failure >= 0) return err(failures.splice(failure, 1)[0]?.error ?? appError('internal', 'none'));
    const reply = answers[name] as ((given: unknown) => unknown) | undefined;
    return reply ? ok(reply(input)) : err(appError('ipc.unknownCommand', 'none'));
  };

  return {
    calls,
    invoke: async <N extends CommandName>(name: N, input: CommandInput<N>) => {
      open += 1;
      const given = structuredClone(input);
      const result = answer(name, given);
      await new Promise((resolve) => setTimeout(resolve, 0));
      open -= 1;
      return (isThere ? result : err(appError('ipc.coreGone', 'auto'))) as Result<CommandOutput<N>>;
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    tell: (name, payload) => {
      const told = events[name].parse(payload);
      for (const listener of listeners.get(name) ?? []) listener(told as never);
    },
    onCore: (listener) => {
      coreListeners.add(listener);
      return () => coreListeners.delete(listener);
    },
    lose: () => {
      isThere = false;
      for (const listener of coreListeners) listener('lost');
    },
    attach: () => {
      isThere = true;
      for (const listener of coreListeners) listener('attached');
    },
    failNext: (name, error) => failures.push({ name, error }),
    settled: async () => {
      do await new Promise((resolve) => setTimeout(resolve, 0));
      while (open > 0);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}
