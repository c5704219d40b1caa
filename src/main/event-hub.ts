import type { EventName } from '../shared/ipc/channels.ts';
import { events, type EventPayload } from '../shared/ipc/contract.ts';
import type { Log } from './log.ts';

/** Tells the page that something happened. */
export type EmitEvent = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

export type EventListener = (name: EventName, payload: unknown) => void;

export interface EventHub {
  readonly emit: EmitEvent;
  /** Returns the unsubscribe. */
  subscribe(listener: EventListener): () => void;
}

/** One listener that throws keeps no other from hearing. With `isChecked` a payload that breaks the contract is a bug. */
export function createEventHub(options: { log: Log; isChecked: boolean }): EventHub {
  const listeners = new Set<EventListener>();
  return {
    emit(name, payload) {
      if (options.isChecked) events[name].parse(payload);
      for (const listener of listeners) {
        try {
          listener(name, payload);
        } catch (bug) {
          options.log.bug('event listener failed', bug, { event: name });
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
