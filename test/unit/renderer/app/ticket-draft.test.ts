import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import { writeLine } from '../../../../src/renderer/app/ticket-draft.ts';
import { createTicketStore, type TicketStore } from '../../../../src/renderer/features/tickets/ticket-store.ts';
import type { TicketCatalog } from '../../../../src/shared/domain/ticket-catalog.ts';
import { longestDescription } from '../../../../src/shared/domain/ticket.ts';
import { callIdSchema, type CallId } from '../../../../src/shared/ids.ts';
import { scriptedDesk } from '../../../fakes/scripted-desk.ts';

const catalog: TicketCatalog = {
  schemaVersion: 1,
  types: [{ id: 'consultation', defaultPriority: 'low', subTypes: [] }],
  areas: [],
};
const newCall = (): CallId => callIdSchema.parse(uuidv7());
const [ours, theirs] = [newCall(), newCall()];
let tickets: TicketStore;

beforeEach(async () => {
  const desk = scriptedDesk({
    'tickets:catalog': () => catalog,
    'tickets:forms': () => ({ forms: [], withdrawn: [] }),
    'templates:list': () => [],
    'tickets:drafts': () => [],
    'tickets:list': () => [],
    'tickets:saveDraft': () => ({ savedAt: 1 }),
  });
  tickets = createTicketStore(desk, () => 1000);
  await tickets.getState().load();
});

const write = (text: string, callId?: CallId) => writeLine({ tickets }, { ticketContext: { callId } }, text, undefined);
const drafts = (): [CallId | undefined, string][] =>
  tickets.getState().drafts.map(({ callId, description }) => [callId, description]);

it('is written below what the ticket of the call says, also when another one is open', () => {
  write('1', ours);
  write('2', theirs);
  write('3', ours);
  expect(drafts()).toEqual([
    [ours, '1\n3'],
    [theirs, '2'],
  ]);
  const { activeId, drafts: open } = tickets.getState();
  expect(open.find(({ id }) => id === activeId)?.callId).toBe(ours);
});

it('without a call goes into no ticket of one', () => {
  write('1', ours);
  write('2');
  write('3');
  expect(drafts()).toEqual([
    [ours, '1'],
    [undefined, '2\n3'],
  ]);
});

it('that the ticket has no room for is not written at all, and the agent is told', () => {
  const full = '满'.repeat(longestDescription - 2);
  write(full, ours);
  expect(write('很长', ours)).toBeUndefined();
  expect(tickets.getState().error).toMatchObject({ code: 'ticket.tooLong' });
  expect(drafts()).toEqual([[ours, full]]);
  expect(write('短', ours)).toBeDefined();
  expect(tickets.getState().error).toBeUndefined();
  expect(drafts()).toEqual([[ours, `${full}\n短`]]);
});
