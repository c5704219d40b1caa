import type { CallId } from '../../../shared/ids.ts';
import type { SeatStore } from '../../db/seat-store.ts';

/** `unknown`: of a call that the seat does not have, nobody can say what it was. */
export type SaidIn = 'work' | 'practice' | 'unknown';

/**
 * In what an agent says something of an article. Only what is said at work may go to the centre: nothing of a simulation
 * does, but in a demo, which has practice calls only and a centre of its own.
 */
export async function saidIn(store: SeatStore, callId: CallId | undefined, isDemo: boolean): Promise<SaidIn> {
  if (callId === undefined || isDemo) return 'work';
  const call = await store.getCall(callId);
  if (!call.ok) return 'unknown';
  return call.value.facts.isPractice ? 'practice' : 'work';
}
