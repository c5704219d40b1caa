import { useStore } from 'zustand';
import type { CallState } from '../../shared/call/call-state.ts';
import type { CallOutcome } from '../features/softphone/wrap-up.tsx';
import type { Stores } from './stores.ts';

/** What happened in a call, from the stores that don't know each other. */
export function useCallOutcome(stores: Stores, state: CallState | undefined): CallOutcome {
  const callId = state?.facts.callId;
  const all = useStore(stores.tickets, ({ tickets }) => tickets);
  const targets = useStore(stores.phone, ({ config }) => config?.calls.transferTargets);
  const address = state?.kind === 'wrapUp' ? state.transfer?.to : undefined;
  return {
    tickets: all.filter((ticket) => ticket.callId === callId).map((ticket) => ticket.type),
    isWithLeader: targets?.some((target) => target.kind === 'leader' && target.address === address) ?? false,
  };
}
