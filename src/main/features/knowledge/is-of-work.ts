import type { CallId } from '../../../shared/ids.ts';
import type { SeatStore } from '../../db/seat-store.ts';

/**
 * Whether what an agent says of an article may go to the centre: nothing of a simulation does, but in a demo, which has
 * practice calls only and a centre of its own. Of a call that the seat does not know nobody can say what it was.
 */
export async function isOfWork(store: SeatStore, callId: CallId | undefined, isDemo: boolean): Promise<boolean> {
  if (callId === undefined || isDemo) return true;
  const call = await store.getCall(callId);
  return call.ok && !call.value.facts.isPractice;
}
