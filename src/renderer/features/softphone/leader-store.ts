import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LeaderVerdict } from '../../../shared/domain/leader-verdict.ts';
import type { ScriptMark } from '../../../shared/domain/script-mark.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { CommandOutput } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export type LeaderRequest = CommandOutput<'leader:requests'>[number];

/** What came of asking the leaders at other desks about a call. */
export type Asked =
  | { readonly kind: 'asking' }
  /** `leaders`: how many were asked; nobody will answer where there is none. */
  | { readonly kind: 'asked'; readonly id: string; readonly leaders: number }
  /** The centre can't be reached: only a leader at this desk can confirm. */
  | { readonly kind: 'failed' };

export interface LeaderState {
  /** By call of this desk; the newest asking of each. */
  readonly asked: Readonly<Record<CallId, Asked>>;
  /** Asked of this leader by agents at other desks. */
  readonly requests: readonly LeaderRequest[];
  readonly error: AppError | undefined;
}

export type LeaderStore = StoreApi<LeaderState> & {
  load(): Promise<void>;
  ask(callId: CallId): Promise<void>;
  answer(id: string, verdict: LeaderVerdict): Promise<void>;
  clear(): void;
};

export interface LeaderStoreParts {
  readonly desk: DeskApi;
  /** Writes a leader's answer into the record of the call; the words follow from it. */
  readonly mark: (callId: CallId, mark: ScriptMark) => void;
  readonly now: () => number;
}

const nothing: LeaderState = { asked: {}, requests: [], error: undefined };

/** Leaders at other desks: what is asked of them here, and what others ask of this one. */
export function createLeaderStore({ desk, mark, now }: LeaderStoreParts): LeaderStore {
  const store = createStore<LeaderState>(() => nothing);
  /** Counts the agents: what was asked for one is not shown to the next. */
  let session = 0;
  const put = (callId: CallId, asked: Asked): void =>
    store.setState((state) => ({ asked: { ...state.asked, [callId]: asked } }));
  const load = async (): Promise<void> => {
    const asker = session;
    const answer = await desk.invoke('leader:requests', {});
    if (!answer.ok || asker !== session) return;
    store.setState(answer.value.length > 0 ? { requests: answer.value } : { requests: [], error: undefined });
  };
  desk.on('leaderRequestsChanged', () => void load());
  desk.on('leaderAnswered', ({ id, callId, verdict, by }) => {
    const asked = store.getState().asked[callId];
    // Of an earlier asking: since then the talk has gone on.
    if (asked?.kind !== 'asked' || asked.id !== id) return;
    store.setState(({ asked: { [callId]: _, ...rest } }) => ({ asked: rest }));
    mark(
      callId,
      verdict === 'confirmed'
        ? { type: 'leaderConfirmed', leader: by, by: 'channel', at: now() }
        : { type: 'leaderRefused', at: now() },
    );
  });
  return Object.assign(store, {
    load,
    ask: async (callId: CallId) => {
      const asker = session;
      put(callId, { kind: 'asking' });
      const answer = await desk.invoke('leader:ask', { callId });
      if (asker === session) put(callId, answer.ok ? { kind: 'asked', ...answer.value } : { kind: 'failed' });
    },
    answer: async (id: string, verdict: LeaderVerdict) => {
      const asker = session;
      const answer = await desk.invoke('leader:answer', { id, verdict });
      if (asker !== session) return;
      store.setState({ error: answer.ok ? undefined : answer.error });
      await load();
    },
    clear: () => {
      session += 1;
      store.setState(nothing, true);
    },
  });
}
