import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ChordChoice } from '../../shared/domain/key-choice.ts';
import { hotKeyActions, type HotKey } from '../../shared/domain/shell-window.ts';
import { keysOf } from './key-choice.ts';
import type { ActionId, KeyMap } from './key-map.ts';
import type { Stores } from './stores.ts';

export function canBeGlobal(id: ActionId): boolean {
  return hotKeyActions.some((action) => action === id);
}

/** Actions whose key another program has: it works in the desk only. */
export type GlobalKeyStore = StoreApi<{ readonly taken: readonly string[] }>;

export function createGlobalKeys(): GlobalKeyStore {
  return createStore(() => ({ taken: [] }));
}

/** As Electron writes a key; function keys and letters are all that an agent can choose. */
export function acceleratorOf({ ctrl, alt, shift, code }: ChordChoice): string {
  const name = code.replace(/^Key/, '');
  return [ctrl && 'Control', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+');
}

/** The keys that an agent made global, as he has them now. */
export function hotKeysOf(keys: KeyMap, chosen: readonly string[]): HotKey[] {
  return hotKeyActions.filter((id) => chosen.includes(id)).map((id) => ({ id, accelerator: acceleratorOf(keys[id]) }));
}

/** Keeps the system's hot keys at what the agent who is signed in has chosen; nobody's, none. Only a shell of its own has them. */
export function wireGlobalKeys({ desk, session, globalKeys }: Pick<Stores, 'desk' | 'session' | 'globalKeys'>): void {
  let told = '[]';
  const keysNow = (): KeyMap => {
    const { session: seat, settings } = session.getState();
    return keysOf((seat && settings.keys?.[seat.agent.agentNo]) ?? {});
  };
  const follow = async (): Promise<void> => {
    const { bootstrap, session: seat, settings } = session.getState();
    if (bootstrap?.shell !== 'electron') return;
    const chosen = seat ? (settings.globalKeys?.[seat.agent.agentNo] ?? []) : [];
    const keys = hotKeysOf(keysNow(), chosen);
    const text = JSON.stringify(keys);
    if (text === told) return;
    told = text;
    const answer = await desk.invoke('window:hotKeys', { keys });
    if (told === text) globalKeys.setState({ taken: answer.ok ? answer.value.taken : [] });
  };
  session.subscribe(() => void follow());
  desk.on('hotKeyPressed', ({ id }) => {
    const action = hotKeyActions.find((entry) => entry === id);
    if (action === undefined) return;
    // As if it had been pressed here: what the desk makes of it is decided in one place.
    const { ctrl = false, alt = false, shift = false, code } = keysNow()[action];
    const pressed = { code, ctrlKey: ctrl, altKey: alt, shiftKey: shift, cancelable: true };
    window.dispatchEvent(new KeyboardEvent('keydown', pressed));
  });
}
