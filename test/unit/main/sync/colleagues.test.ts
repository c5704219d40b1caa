import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createColleagues } from '../../../../src/main/sync/colleagues.ts';
import { createSeatOps } from '../../../../src/main/db/seat-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { colleagueSchema } from '../../../../src/shared/domain/colleague.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { err, ok } from '../../../../src/shared/ipc/result.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const person = { role: 'agent', seatLabel: '安多藏语席', languages: ['adx'], areas: [], queues: [] } as const;
const dolma = colleagueSchema.parse({ ...person, agentNo: '3066', extension: '8066', kind: 'READY', since: 5_000 });
/** Who sits here now; another agent of this machine was told of him. */
const myself = colleagueSchema.parse({ ...person, agentNo: '9527', kind: 'OFFLINE' });

let memory: MemorySeat;
let isThere: boolean;
let isFull: boolean;
let warnings: string[];

beforeEach(() => {
  memory = openMemorySeat();
  [isThere, isFull, warnings] = [true, false, []];
});
afterEach(() => memory.close());

/** As each start of the core makes it. */
function started(at: number) {
  const desk = { session: () => memory.session } as Partial<SeatDesk> as SeatDesk;
  const { keepColleagues, knownColleagues } = createSeatOps(desk);
  return createColleagues({
    seat: {
      keepColleagues: async (known) => {
        if (isFull) throw new Error('disk full');
        await keepColleagues(known);
      },
      knownColleagues: async () => await knownColleagues(),
    },
    server: {
      // Its clock is a second behind.
      colleagues: () =>
        Promise.resolve(
          isThere ? ok({ now: at - 1_000, colleagues: [dolma, myself] }) : err(appError('server.unreachable', 'auto')),
        ),
    },
    log: { info: () => undefined, warn: (text) => warnings.push(text), bug: () => undefined },
    now: () => at,
    watch: () => undefined,
  });
}

describe('who else works here', () => {
  it('is told as the centre has it, by the clock of this desk', async () => {
    const list = await started(10_000).list();
    expect(list).toMatchObject({ asOf: 10_000, isStale: false });
    expect(list.colleagues[0]).toEqual({ ...dolma, since: 6_000 });
  });

  it('outlives a restart without the centre, with the time it was told at, and without whoever sits here', async () => {
    await started(10_000).list();
    memory.reopen();
    isThere = false;
    const later = started(99_000);
    expect(await later.list()).toEqual({ colleagues: [{ ...dolma, since: 6_000 }], asOf: 10_000, isStale: true });
    isThere = true;
    await later.list();
    isThere = false;
    expect(await later.list()).toMatchObject({ asOf: 99_000, isStale: true });
  });

  it('is nobody on a machine that was never told', async () => {
    isThere = false;
    expect(await started(1).list()).toEqual({ colleagues: [], isStale: true });
  });

  it('is shown though it can’t be kept', async () => {
    isFull = true;
    expect((await started(1_000).list()).isStale).toBe(false);
    expect(warnings).toHaveLength(1);
  });
});
