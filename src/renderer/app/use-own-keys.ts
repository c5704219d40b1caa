import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { KeyChoices } from '../../shared/domain/key-choice.ts';
import type { SessionStore } from '../features/session/session-store.ts';
import { keysOf } from './key-choice.ts';
import type { KeyMap } from './key-map.ts';

export interface OwnKeys {
  readonly keys: KeyMap;
  readonly choices: KeyChoices;
  /** Kept on this machine, for this agent. */
  readonly change: (choices: KeyChoices) => void;
  /** Actions whose keys work while another program has the keyboard. */
  readonly globals: readonly string[];
  readonly changeGlobals: (ids: readonly string[]) => void;
}

const none: KeyChoices = {};

/** The keys of the agent who is signed in. */
export function useOwnKeys(store: SessionStore): OwnKeys {
  const agentNo = useStore(store, ({ session }) => session?.agent.agentNo);
  const kept = useStore(store, ({ settings }) => settings.keys);
  const global = useStore(store, ({ settings }) => settings.globalKeys);
  const choices = (agentNo === undefined ? undefined : kept?.[agentNo]) ?? none;
  const keys = useMemo(() => keysOf(choices), [choices]);
  return {
    keys,
    choices,
    globals: (agentNo === undefined ? undefined : global?.[agentNo]) ?? [],
    changeGlobals: (ids) => {
      if (agentNo !== undefined)
        void store.getState().changeSettings({ globalKeys: { ...global, [agentNo]: [...ids] } });
    },
    change: (changed) => {
      if (agentNo !== undefined) void store.getState().changeSettings({ keys: { ...kept, [agentNo]: changed } });
    },
  };
}
