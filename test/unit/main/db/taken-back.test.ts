import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LeaderHand } from '../../../../src/main/db/confirm-leader.ts';
import { lineOps } from '../../../../src/main/db/lines/line-ops.ts';
import { settleOutbox, takeOutbox } from '../../../../src/main/db/outbox-ops.ts';
import type { SeatDesk } from '../../../../src/main/db/seat-desk.ts';
import { newMutationId } from '../../../../src/main/db/seat-session.ts';
import type { LineProposal } from '../../../../src/shared/domain/line-proposal.ts';
import type { Phrase } from '../../../../src/shared/domain/phrase.ts';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import { ok } from '../../../../src/shared/ipc/result.ts';
import type { PushOutcome } from '../../../../src/shared/sync/wire.ts';
import { openMemorySeat, type MemorySeat } from '../../../fakes/memory-seat.ts';

const speaker = agentNoSchema.parse('9527');
const leader = agentNoSchema.parse('0031');
const hand: LeaderHand = {
  seal: (change) => Promise.resolve({ id: newMutationId(), agentNo: leader, sealed: change.body }),
};
let seat: MemorySeat;
let ops: ReturnType<typeof lineOps>;

beforeEach(() => {
  seat = openMemorySeat();
  ops = lineOps({
    session: () => seat.session,
    leaderHand: () => Promise.resolve(ok(hand)),
  } as Partial<SeatDesk> as SeatDesk);
});
afterEach(() => seat.close());

const line = { text: 'བདེ་མོ།', reading: '得姆', wylie: 'bde mo/', gloss: '您好' };
const phrase: Phrase = { moment: 'greeting.any', ...line, status: 'approved', reviewer: '0031', version: 2 };

function proposalOf(id: string): LineProposal {
  return { id, lang: 'adx', moment: 'greeting.any', baseVersion: 1, line, author: speaker, proposedAt: 5 };
}

/** The centre's answer to what leaves now. */
function answer(said: Omit<PushOutcome, 'id'>): void {
  const rows = takeOutbox(seat.session, 9, 7);
  settleOutbox(
    seat.session,
    rows.map(({ id }) => ({ id, ...said })),
    7,
  );
}

it.each(['decisions', 'draft'] as const)('ends what was stopped after the %s of a line taken back', async (stop) => {
  const id = uuidv7();
  await ops.proposeLine(proposalOf(id));
  await ops.decideLines(leader, 'his', [{ id, verdict: 'approved', phrase }], 7);
  answer({ outcome: 'conflict', code: 'line.idTaken' });
  const { session } = seat;
  const died = (): never => {
    throw new Error('killed');
  };
  const broken =
    stop === 'decisions'
      ? { lines: { ...session.lines, inTransaction: died } }
      : {
          tables: { ...session.tables, inTransaction: died },
        };
  seat.session = { ...session, ...broken };
  expect(() => ops.takeLineBack(id, 8)).toThrow('killed');
  seat.reopen();
  if (stop === 'decisions') {
    // Nothing was taken back: the proposal is refused as before, and can be.
    expect(await ops.lineDrafts()).toEqual([]);
    expect(await ops.lineProposals({ isRefused: true })).toHaveLength(1);
    expect(await ops.takeLineBack(id, 9)).toMatchObject({ ok: true });
  }
  expect(await ops.lineDrafts()).toMatchObject([{ text: proposalOf(id).line.text }]);
  expect(await ops.lineProposals({ isRefused: true })).toEqual([]);
  expect([...seat.session.book.rows()]).toEqual([]);
  expect(seat.session.tables.outbox.heads()).toEqual([]);
  expect(seat.session.sealedRows.idsOf(speaker)).toEqual([]);
  expect(seat.session.sealedOthers.take(9, 7)).toEqual([]);
});

it('keeps a refused change without a proposal whose words nobody else has', async () => {
  const id = uuidv7();
  await ops.proposeLine(proposalOf(id));
  answer({ outcome: 'rejected', code: 'line.notYourLanguage' });
  seat.session.lines.proposals.drop(id);
  seat.reopen();
  expect([...seat.session.book.rows()].map(({ head }) => head.entityId)).toEqual([id]);
});
