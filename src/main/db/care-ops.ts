import { nudgeMemorySchema, type NudgeMemory } from '../../shared/care/rest-nudge.ts';
import { unionOf } from '../../shared/care/stretches.ts';
import { talkStretches } from '../../shared/care/talk-stretches.ts';
import type { TalkBook } from '../../shared/domain/voice-care.ts';
import { plain } from './expected-failures.ts';
import type { SeatDesk } from './seat-desk.ts';
import type { SeatOps } from './seat-ops.ts';
import type { SeatSession } from './seat-session.ts';

/** What the agent's seat knows of his voice: it follows from the records of his calls. */
export interface CareBook {
  /** Stretches that reach beyond `since`, UTC epoch ms, of calls that are over. `isPractice`: of those, or of the live ones. */
  talkBook(since: number, isPractice: boolean): Promise<TalkBook>;
  keepNudge(memory: NudgeMemory): Promise<void>;
}

export function careOps(desk: SeatDesk): Pick<SeatOps, keyof CareBook> {
  const { session } = desk;
  return {
    talkBook: (since, isPractice) => plain(desk, () => talkBook(session(), since, isPractice)),
    keepNudge: (memory) => plain(desk, () => session().tables.meta.put('restNudge', JSON.stringify(memory))),
  };
}

/** What is remembered of a nudge and can't be read is none: the next one comes a little early. */
export function talkBook({ tables }: SeatSession, since: number, isPractice: boolean): TalkBook {
  const talked = tables.callLines.talks(since, isPractice).flatMap(talkStretches);
  const stretches = unionOf(talked).filter(({ to }) => to > since);
  const nudge = nudgeMemorySchema.safeParse(JSON.parse(tables.meta.get('restNudge') ?? '{}'));
  return { stretches, nudge: nudge.data ?? {} };
}
