import type { ColleagueList } from '../../shared/domain/colleague.ts';
import type { SeatStore } from '../db/seat-store.ts';
import type { Log } from '../log.ts';
import type { ServerSession } from './server-session.ts';

export interface Colleagues {
  /** As the centre knows them now; else as it knew them when it was asked last, marked as stale. */
  list(): Promise<ColleagueList>;
}

export interface ColleaguesOptions {
  readonly seat: Pick<SeatStore, 'keepColleagues' | 'knownColleagues'>;
  readonly server: Pick<ServerSession, 'colleagues'>;
  readonly log: Log;
  readonly now: () => number;
  /** Whoever looks at the list wants to hear of changes. */
  readonly watch: () => void;
}

/** What the centre said last is kept on the machine: a desk that starts without it shows that, with its time. */
export function createColleagues({ seat, server, log, now, watch }: ColleaguesOptions): Colleagues {
  const lastKnown = async (): Promise<ColleagueList> => {
    const known = await seat.knownColleagues();
    return known
      ? { colleagues: [...known.colleagues], asOf: known.asOf, isStale: true }
      : { colleagues: [], isStale: true };
  };
  return {
    async list() {
      watch();
      const answer = await server.colleagues();
      if (!answer.ok) return lastKnown();
      // The server's times, set right for the clock of this desk.
      const asOf = now();
      const behind = asOf - answer.value.now;
      const colleagues = answer.value.colleagues.map(({ since, ...colleague }) =>
        since === undefined ? colleague : { ...colleague, since: since + behind },
      );
      // A disk that is full must not hide who is there.
      await seat.keepColleagues({ colleagues, asOf }).catch(() => {
        log.warn('colleagues could not be kept');
      });
      return { colleagues, asOf, isStale: false };
    },
  };
}
