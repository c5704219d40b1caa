import { isLive } from '../../shared/call/call-state.ts';
import type { Stores } from './stores.ts';

const hindrances = ['signOutOnCall', 'signOutInWrapUp', 'signOutUnsaved'] as const;
export type SignOutHindrance = (typeof hindrances)[number];

/** Among the names of sheets. */
export function isHindrance(name: string | undefined): name is SignOutHindrance {
  return hindrances.some((each) => each === name);
}

/**
 * Leaves only when everything written is on the disk, and no call is open: what stood in the way, else undefined. An agent
 * who stays is told to the exchange again, which may have logged him out by then.
 */
export async function signOut(stores: Stores): Promise<SignOutHindrance | undefined> {
  const { tickets, customers, marks, exams, additions, session, featureCodes } = stores;
  const call = callInTheWay(stores);
  if (call) return call;
  const texts = [tickets.getState(), customers.getState(), marks, exams.actions, additions.drafts];
  if (!(await Promise.all(texts.map((each) => each.flush()))).every(Boolean)) return 'signOutUnsaved';
  await featureCodes.logOut();
  // The exchange takes its time to log him out: whoever rang meanwhile comes first.
  const came = callInTheWay(stores);
  if (!came) {
    await session.getState().signOut();
    if (session.getState().session === null) return undefined;
  }
  featureCodes.stay();
  return came;
}

function callInTheWay({ phone }: Stores): SignOutHindrance | undefined {
  const { calls } = phone.getState();
  if (calls.some(({ state }) => isLive(state))) return 'signOutOnCall';
  return calls.length > 0 ? 'signOutInWrapUp' : undefined;
}
