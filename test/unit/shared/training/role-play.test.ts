import { describe, expect, it } from 'vitest';
import { agentNoSchema, callIdSchema, scenarioIdSchema } from '../../../../src/shared/ids.ts';
import {
  entryAfter,
  rolePlayEntrySchema,
  transitionRolePlay,
  type RolePlay,
  type RolePlayEvent,
  type RolePlayState,
} from '../../../../src/shared/training/role-play.ts';

const [one, other] = ['zh-outage-report', 'zh-lost-card'].map((id) => scenarioIdSchema.parse(id));
const callId = callIdSchema.parse('0197f2a4-0000-7000-8000-00000000000c');
const play: RolePlay = {
  ...{ id: '0197f2a4-0000-7000-8000-000000000001', colleague: agentNoSchema.parse('1001') },
  ...{ scenarioId: one ?? scenarioIdSchema.parse('x'), part: 'caller', round: 1 },
};
const idle: RolePlayState = { kind: 'idle' };
const after = (state: RolePlayState, ...events: readonly RolePlayEvent[]): RolePlayState =>
  events.reduce(transitionRolePlay, state);
const talked: readonly RolePlayEvent[] = [
  ...([{ type: 'inviting', play }, { type: 'accepted' }, { type: 'rings' }] as const),
  ...([
    { type: 'answered', at: 100 },
    { type: 'callOver', at: 5100 },
  ] as const),
];

describe('a role-play of two', () => {
  it('goes from the invitation through the call to its sheet and marks', () => {
    const over = after(idle, ...talked);
    expect(over).toMatchObject({ kind: 'over', from: 100, to: 5100, part: 'caller' });
    const marked = after(
      over,
      { type: 'sheet', sheet: { callId, score: 71 } },
      { type: 'marked', callId, marks: { tone: 4 } },
    );
    expect(marked).toMatchObject({ sheet: { score: 71 }, marks: { tone: 4 } });
    const of = callIdSchema.parse('0197f2a4-0000-7000-8000-00000000000d');
    expect(after(marked, { type: 'marked', callId: of, marks: {} })).toBe(marked);
  });

  it('changes parts once for a round, however many say so, and plays what was chosen', () => {
    const swap: RolePlayEvent = { type: 'swapped', round: 1, scenarioId: other ?? play.scenarioId };
    const next = after(idle, ...talked, swap);
    expect(next).toEqual({ ...play, kind: 'ready', part: 'agent', round: 2, scenarioId: other });
    expect(after(next, swap)).toBe(next);
    const talking = after(idle, ...talked.slice(0, 4));
    expect(after(talking, swap)).toBe(talking);
  });

  it('rings again when nobody answered', () => {
    expect(after(idle, ...talked.slice(0, 3), { type: 'callOver', at: 9 })).toMatchObject({ kind: 'ready', round: 1 });
  });

  it('takes no second invitation, and none of what does not fit', () => {
    const invited = after(idle, { type: 'invited', play });
    const second = { ...play, id: '0197f2a4-0000-7000-8000-000000000002' };
    expect(after(invited, { type: 'invited', play: second })).toBe(invited);
    for (const type of ['accepted', 'rings', 'dismissed'] as const) expect(after(idle, { type })).toBe(idle);
    expect(after(invited, { type: 'rings' })).toBe(invited);
    expect(after(invited, { type: 'callOver', at: 1 })).toBe(invited);
  });

  it('says why it broke off until that is dismissed or the next one begins', () => {
    const closed = after(idle, ...talked.slice(0, 4), { type: 'closed', reason: 'gone' });
    expect(closed).toEqual({ ...play, kind: 'closed', reason: 'gone' });
    expect(after(closed, { type: 'closed', reason: 'over' })).toBe(closed);
    expect(after(closed, { type: 'dismissed' })).toEqual(idle);
    expect(after(closed, { type: 'invited', play }).kind).toBe('invited');
  });
});

describe('what is kept of it', () => {
  const steps = (...events: readonly RolePlayEvent[]) => {
    let state: RolePlayState = idle;
    return events.flatMap((event) => {
      const before = state;
      state = transitionRolePlay(before, event);
      return entryAfter(before, state, 7000) ?? [];
    });
  };

  it('is the round when its call is over, and once more with its score', () => {
    const kept = steps(...talked, { type: 'sheet', sheet: { callId, score: 71 } }, { type: 'closed', reason: 'over' });
    expect(kept).toEqual([
      { ...play, from: 100, to: 5100, ending: 'over' },
      { ...play, from: 100, to: 5100, ending: 'over', callId, score: 71 },
    ]);
    for (const entry of kept) expect(rolePlayEntrySchema.safeParse(entry).success).toBe(true);
  });

  it('is what was talked until a colleague was gone, and nothing of a call that nobody answered', () => {
    expect(steps(...talked.slice(0, 4), { type: 'closed', reason: 'gone' })).toEqual([
      { ...play, from: 100, to: 7000, ending: 'gone' },
    ]);
    expect(steps(...talked.slice(0, 3), { type: 'closed', reason: 'gone' })).toEqual([]);
  });
});
