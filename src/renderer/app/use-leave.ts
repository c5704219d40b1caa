import { signOut, type SignOutHindrance } from './sign-out.ts';
import type { Stores } from './stores.ts';
import { holdsTasks } from './task-work.tsx';
import { useStable } from './use-stable.ts';

export interface Leave {
  /** Signs out, or first asks what becomes of the tasks that the agent has in hand. */
  readonly leave: () => void;
  readonly leaveNow: () => void;
}

/** How an agent signs out; `onHindered` shows what stands in the way. */
export function useLeave(stores: Stores, onHindered: (why: SignOutHindrance) => void): Leave {
  const leaveNow = useStable(() => {
    void signOut(stores).then((hindrance) => {
      if (hindrance) onHindered(hindrance);
    });
  });
  const leave = useStable(() => {
    if (holdsTasks(stores)) void stores.tasks.openHandOver(true);
    else leaveNow();
  });
  return { leave, leaveNow };
}
