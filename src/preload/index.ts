import { contextBridge, ipcRenderer } from 'electron';
import { commandNames, eventNames } from '../shared/ipc/channels.ts';
import type { DeskApi } from '../shared/ipc/desk-api.ts';
import { eventChannel, invokeChannel } from '../shared/ipc/electron-channels.ts';

type Listener = (payload: unknown) => void;

const knownCommands = new Set<string>(commandNames);
const listeners = new Map<string, Set<Listener>>(eventNames.map((name) => [name, new Set<Listener>()]));

ipcRenderer.on(eventChannel, (_event, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

/** Structurally the contract's own; the types of the single commands exist on the page's side of the bridge. */
const desk = {
  invoke: (name: string, input: unknown) =>
    knownCommands.has(name)
      ? ipcRenderer.invoke(invokeChannel, name, input)
      : Promise.reject(new Error('unknown command')),
  on: (name: string, listener: Listener) => {
    listeners.get(name)?.add(listener);
    return () => listeners.get(name)?.delete(listener);
  },
  onCore: (listener: (state: 'attached' | 'lost') => void) => {
    listener('attached'); // the core lives in the process that carries the window
    return () => undefined;
  },
} as const;

contextBridge.exposeInMainWorld('desk', desk satisfies Record<keyof DeskApi, unknown>);
