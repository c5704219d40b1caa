import { createStore, type StoreApi } from 'zustand/vanilla';
import { isLive } from '../../../shared/call/call-state.ts';
import { emptyDesk } from '../../../shared/call/desk-calls.ts';
import type { AgentState } from '../../../shared/call/agent-state.ts';
import type { Ownership } from '../../../shared/call/ownership.ts';
import type { PhoneOwner } from '../../telephony/owner/phone-owner.ts';
import type { PhoneActions } from './phone-actions.ts';
import type { PhoneState, PhoneStore } from './phone-store.ts';

export interface OwnerState {
  readonly ownership: Ownership;
  /** The window that has the phone said no: a call is up there. */
  readonly isRefused: boolean;
  takeOver(): Promise<void>;
}

export type OwnerStore = StoreApi<OwnerState>;

/** What the other windows show of the phone. */
type Shown = Pick<PhoneState, 'registration' | 'agent' | 'desk' | 'calls'>;
type Message = { readonly type: 'shown'; readonly shown: Shown } | { readonly type: 'showMe' };

/** In a window without the phone, nothing but coming and going. */
const freeActions: ReadonlySet<keyof PhoneActions> = new Set(['signIn', 'signOut', 'dismissTrouble']);

/**
 * Shows in every window of the seat what the one with the phone does; only there anything can be done with it.
 */
export function createOwnerStore(phone: PhoneStore, owner: PhoneOwner, channel: BroadcastChannel): OwnerStore {
  const isOwner = (): boolean => owner.state().kind === 'owning';
  const show = (): void => {
    const { registration, agent, desk, calls } = phone.getState();
    channel.postMessage({ type: 'shown', shown: { registration, agent, desk, calls } } satisfies Message);
  };
  const store = createStore<OwnerState>((set) => ({
    ownership: owner.state(),
    isRefused: false,
    takeOver: async () => {
      set({ isRefused: !(await owner.takeOver()) });
    },
  }));

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'showMe' && isOwner()) show();
    if (data.type !== 'shown' || isOwner()) return;
    phone.setState(data.shown);
    if (!data.shown.calls.some((call) => isLive(call.state))) store.setState({ isRefused: false });
  });
  phone.subscribe((state, before) => {
    if (!isOwner()) {
      // Who signs in here begins as if nobody had the phone.
      if (state.config !== before.config) channel.postMessage({ type: 'showMe' } satisfies Message);
      return;
    }
    const hasNews =
      state.calls !== before.calls || state.agent !== before.agent || state.registration !== before.registration;
    if (hasNews) show();
  });
  owner.subscribe((ownership) => {
    store.setState({ ownership, isRefused: false });
    if (ownership.kind === 'owning') phone.setState(leftAlone(phone.getState()));
    else channel.postMessage({ type: 'showMe' } satisfies Message);
  });
  if (!isOwner()) channel.postMessage({ type: 'showMe' } satisfies Message);
  return store;
}

/** The calls of a window that is gone are gone with it. */
function leftAlone({ agent }: PhoneState): Shown {
  const rested: AgentState = 'before' in agent ? { ...agent.before, since: agent.since } : agent;
  return { registration: { kind: 'off' }, agent: rested, desk: emptyDesk, calls: [] };
}

/** The same actions, which do nothing while another window has the phone. */
export function guardActions(actions: PhoneActions, owner: PhoneOwner): PhoneActions {
  const guarded = Object.entries(actions).map(([name, action]) => {
    const isFree = freeActions.has(name as keyof PhoneActions);
    const guard = (...args: unknown[]): unknown =>
      isFree || owner.state().kind === 'owning' ? (action as (...args: unknown[]) => unknown)(...args) : undefined;
    return [name, guard];
  });
  return Object.fromEntries(guarded) as PhoneActions;
}
