import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RefusedDecision } from '../../../shared/domain/line-proposal.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

export interface RefusedDecisionState {
  /** Newest first. */
  readonly refused: readonly RefusedDecision[];
  load(): Promise<void>;
  /** Somebody has read it. */
  dismiss(proposal: string): Promise<void>;
}

export type RefusedDecisionStore = StoreApi<RefusedDecisionState>;

/** What leaders decided at this machine and the centre did not take. */
export function createRefusedDecisionStore(desk: DeskApi): RefusedDecisionStore {
  const store = createStore<RefusedDecisionState>((set) => ({
    refused: [],
    async load() {
      const result = await desk.invoke('packs:refusedDecisions', {});
      if (result.ok) set({ refused: result.value });
    },
    async dismiss(proposal) {
      await desk.invoke('packs:dismissRefusal', { proposal });
    },
  }));
  desk.on('proposalsChanged', () => {
    void store.getState().load();
  });
  return store;
}
