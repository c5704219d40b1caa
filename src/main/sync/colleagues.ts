import type { ColleagueList } from '../../shared/ipc/contract.ts';
import type { ServerSession } from './server-session.ts';

export interface Colleagues {
  /** As the centre knows them now; else as it knew them when it was asked last, marked as stale. */
  list(): Promise<ColleagueList>;
}

export interface ColleaguesOptions {
  readonly server: ServerSession;
  readonly now: () => number;
  /** Whoever looks at the list wants to hear of changes. */
  readonly watch: () => void;
}

export function createColleagues({ server, now, watch }: ColleaguesOptions): Colleagues {
  let known: ColleagueList = { colleagues: [], isStale: true };
  return {
    async list() {
      watch();
      const answer = await server.colleagues();
      if (!answer.ok) return (known = { ...known, isStale: true });
      // The server's times, set right for the clock of this desk.
      const behind = now() - answer.value.now;
      const colleagues = answer.value.colleagues.map(({ since, ...colleague }) =>
        since === undefined ? colleague : { ...colleague, since: since + behind },
      );
      return (known = { colleagues, asOf: now(), isStale: false });
    },
  };
}
