import { createStore, type StoreApi } from 'zustand/vanilla';
import { nudgeHeeded, nudgePutOff, type NudgeMemory } from '../../../shared/care/rest-nudge.ts';
import { unionOf, type Stretch } from '../../../shared/care/stretches.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface CareState {
  /** When the agent talked in calls that are over; those on the desk are the phone's. */
  readonly stretches: readonly Stretch[];
  readonly nudge: NudgeMemory;
  /** Before that nobody is told anything. */
  readonly isLoaded: boolean;
}

export interface CareActions {
  load(): Promise<void>;
  /** Of a call that leaves the desk: its record may still be on its way. */
  noteTalk(stretches: readonly Stretch[]): void;
  /** The nudge has come. */
  noteNudge(): void;
  /** Seen, or rested. */
  heed(): void;
  putOff(): void;
  clear(): void;
}

export type CareStore = StoreApi<CareState> & { readonly actions: CareActions };

/** Before midnight, too, so that a night shift is one stretch of work. */
const readBackMs = 12 * 3_600_000;
/** Several changes of one call come close together. */
const settleMs = 150;

const nothing: CareState = { stretches: [], nudge: {}, isLoaded: false };

/** How long the agent has talked, and what he was told of it. `now` in UTC epoch ms. */
export function createCareStore(desk: DeskApi, now: () => number): CareStore {
  const store = createStore<CareState>(() => nothing);
  /** Counts the agents: what was asked for one is not shown to the next. */
  let session = 0;
  /** Somebody is signed in. */
  let isOn = false;
  let isNudgeUnsent = false;
  let noted: readonly Stretch[] = [];
  let settling: ReturnType<typeof setTimeout> | undefined;

  async function sendNudge(): Promise<void> {
    const { nudge } = store.getState();
    const sent = await desk.invoke('care:keepNudge', nudge);
    if (nudge === store.getState().nudge) isNudgeUnsent = !sent.ok;
  }

  function keep(nudge: NudgeMemory): void {
    isNudgeUnsent = true;
    store.setState({ nudge });
    void sendNudge();
  }

  const actions: CareActions = {
    async load() {
      isOn = true;
      const asker = session;
      if (isNudgeUnsent) await sendNudge();
      const at = now();
      const since = Math.min(new Date(at).setHours(0, 0, 0, 0), at - readBackMs);
      const answer = await desk.invoke('care:talk', { since });
      if (!answer.ok || asker !== session) return;
      const { stretches, nudge } = answer.value;
      const all = unionOf([...stretches, ...noted]);
      store.setState({ stretches: all, isLoaded: true, ...(!isNudgeUnsent && { nudge }) });
    },
    noteTalk(stretches) {
      noted = unionOf([...noted, ...stretches]);
      store.setState((state) => ({ stretches: unionOf([...state.stretches, ...stretches]) }));
    },
    noteNudge: () => keep({ shownAt: now() }),
    heed: () => keep(nudgeHeeded(store.getState().nudge, now())),
    putOff: () => keep(nudgePutOff(now())),
    clear() {
      session += 1;
      isOn = false;
      isNudgeUnsent = false;
      noted = [];
      clearTimeout(settling);
      store.setState(nothing);
    },
  };

  desk.on('callsChanged', () => {
    if (!isOn) return;
    clearTimeout(settling);
    settling = setTimeout(() => void actions.load(), settleMs);
  });
  desk.onCore((state) => {
    if (state === 'attached' && isOn) void actions.load();
  });
  return Object.assign(store, { actions });
}
