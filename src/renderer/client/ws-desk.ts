import { z } from 'zod';
import { events } from '../../shared/ipc/contract.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import type { CommandName, EventName } from '../../shared/ipc/channels.ts';
import { eventNames } from '../../shared/ipc/channels.ts';
import type { DeskApi } from '../../shared/ipc/desk-api.ts';
import { err, type Result } from '../../shared/ipc/result.ts';

const messageSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello') }),
  z.object({
    t: z.literal('answer'),
    id: z.number(),
    result: z.custom<Result<unknown>>((value) => typeof value === 'object'),
  }),
  z.object({ t: z.literal('event'), name: z.enum(eventNames), payload: z.unknown() }),
]);

interface Pending {
  readonly text: string;
  readonly settle: (result: Result<unknown>) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** How long a command waits for a killed core to come back before it fails with ipc.coreGone. */
const patienceMs = 20_000;
/** These wait for a server that may only just be starting, or for one that may not be there. */
const slowCommands: ReadonlySet<CommandName> = new Set([
  'auth:signIn',
  'demo:setServerPower',
  'profiles:open',
  'setup:testExchange',
]);
const slowPatienceMs = 90_000;
/** A connection is taken on this machine: one that is not by now has been lost with a core. */
const connectWithinMs = 10_000;

/**
 * The core behind a websocket (browser seat). A lost core is dialled again until it is back, and what had no answer is
 * sent again: every command of the contract is safe to repeat.
 */
export function createWsDesk(url: string): DeskApi {
  const pending = new Map<number, Pending>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const coreListeners = new Set<(state: 'attached' | 'lost') => void>();
  let socket: WebSocket | undefined;
  let isAttached = false;
  let lastId = 0;
  let attempt = 0;

  function setAttached(next: boolean): void {
    if (next === isAttached) return;
    isAttached = next;
    for (const listener of coreListeners) listener(next ? 'attached' : 'lost');
  }

  function receive(data: string): void {
    const parsed = messageSchema.safeParse(JSON.parse(data));
    if (!parsed.success) return;
    const message = parsed.data;
    if (message.t === 'hello') {
      attempt = 0;
      for (const entry of pending.values()) socket?.send(entry.text);
      setAttached(true);
      return;
    }
    if (message.t === 'answer') {
      pending.get(message.id)?.settle(message.result);
      return;
    }
    const payload = events[message.name].safeParse(message.payload);
    if (!payload.success) return;
    for (const listener of listeners.get(message.name) ?? []) listener(payload.data as never);
  }

  function dial(): void {
    const next = new WebSocket(url);
    socket = next;
    const timer = setTimeout(() => {
      next.close();
    }, connectWithinMs);
    next.onopen = () => {
      clearTimeout(timer);
    };
    next.onmessage = (event: MessageEvent<string>) => {
      receive(event.data);
    };
    next.onclose = () => {
      clearTimeout(timer);
      if (socket !== next) return;
      setAttached(false);
      attempt += 1;
      setTimeout(dial, Math.min(2000, 50 * 2 ** Math.min(attempt, 6)));
    };
  }
  dial();

  return {
    invoke<N extends CommandName>(name: N, input: unknown) {
      const id = ++lastId;
      return new Promise((resolve) => {
        const settle = (result: Result<unknown>): void => {
          const entry = pending.get(id);
          if (!entry) return;
          clearTimeout(entry.timer);
          pending.delete(id);
          resolve(result as never);
        };
        const timer = setTimeout(
          () => {
            settle(err(appError('ipc.coreGone', 'user')));
          },
          slowCommands.has(name) ? slowPatienceMs : patienceMs,
        );
        const text = JSON.stringify({ t: 'call', id, name, input });
        pending.set(id, { text, settle, timer });
        if (isAttached) socket?.send(text);
      });
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    onCore(listener) {
      coreListeners.add(listener);
      return () => coreListeners.delete(listener);
    },
  };
}
