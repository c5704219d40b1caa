import type { Agent } from '../../../shared/domain/agent.ts';
import { messageBudget } from '../../../shared/domain/voice-message.ts';
import type { SeatStore } from '../../db/seat-store.ts';
import type { FileShelf } from '../../sync/enclosure-runner.ts';

/** What callers said, for the tasks in this agent's list: in the machine's encrypted directory, within a budget. */
export function messageShelf(store: SeatStore, { languages, role }: Agent): FileShelf {
  return {
    cache: {
      // Nobody asks what was heard last: what is due first is what counts.
      list: async () => (await store.keptSounds()).map((kept) => ({ ...kept, openedAt: 0 })),
      keep: (sha256, bytes) => store.keepSound(sha256, bytes),
      remove: (sha256) => store.dropSound(sha256),
    },
    wanted: () => store.wantedSounds({ languages, isLeader: role === 'leader' }),
    budget: () => messageBudget,
  };
}
