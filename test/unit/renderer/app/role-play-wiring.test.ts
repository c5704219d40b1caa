import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createRolePlayOf, wireRolePlay } from '../../../../src/renderer/app/role-play-wiring.ts';
import type { Stores } from '../../../../src/renderer/app/stores.ts';
import { agentNoSchema } from '../../../../src/shared/ids.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';
import type { RolePlayHeard } from '../../../../src/shared/ipc/role-play-commands.ts';
import { branching } from '../../shared/training/scenario-fixture.ts';
import { manualClock } from '../../../fakes/manual-clock.ts';

const colleague = agentNoSchema.parse('0031');
const id = '0197f2a4-0000-7000-8000-000000000001';
const scenario = branching();
const callOf = (kind: string, isPractice: boolean): object => ({ kind, facts: { isPractice } });

/** A desk that is asked to play the caller, or the agent. */
function sit() {
  const told: string[] = [];
  const heard: ((message: RolePlayHeard) => void)[] = [];
  const clock = manualClock();
  const phone = createStore(() => ({ calls: [] as object[], desk: { legs: [] as object[] }, config: undefined }));
  const practice = createStore(() => ({ scenarios: [scenario], callers: [] }));
  const drills = Object.assign(
    createStore(() => ({ stage: 'ready', isOpen: false, pane: 'drill' })),
    { actions: { close: () => drills.setState({ isOpen: false }) } },
  );
  const around = {
    ...{ phone, practice, drills, practiceFile: {} },
    ...{ exams: createStore(() => ({ exams: [] })), session: createStore(() => ({ session: null })) },
  };
  const desk = {
    invoke: (name: string, input: { answer?: string; reason?: string }) => {
      told.push([name, input.answer ?? input.reason].filter(Boolean).join(' '));
      return Promise.resolve({ ok: true, value: {} });
    },
    on: (_name: string, listener: (message: RolePlayHeard) => void) => heard.push(listener),
  } as unknown as DeskApi;
  const line = { subscribe: () => () => undefined, welcome: () => undefined, leave: () => told.push('left') };
  const rolePlay = createRolePlayOf(around as unknown as Stores, {
    ...{ desk, line: line as never, now: clock.now, after: clock.after, hasPhone: () => true },
  });
  wireRolePlay({ ...around, rolePlay } as unknown as Stores);
  const invited = (part: 'agent' | 'caller'): void => {
    for (const hear of heard) hear({ id, from: colleague, said: { type: 'invited', scenarioId: scenario.id, part } });
  };
  const ring = (kind: string, isPractice = false): void => {
    phone.setState({ desk: { legs: [callOf(kind, isPractice)] } });
  };
  return { told, drills, rolePlay, invited, ring };
}

/** The answer has been told. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

test('a real call that is answered goes first, whichever part this desk plays; one that rings, or is played, does not', async () => {
  for (const part of ['agent', 'caller'] as const) {
    const { told, rolePlay, invited, ring } = sit();
    invited(part);
    rolePlay.actions.answer('accepted');
    await settled();
    ring('ringing');
    ring('talking', true);
    expect(rolePlay.getState().play).toMatchObject({ kind: 'ready', part });
    ring('talking');
    expect(rolePlay.getState().play).toMatchObject({ kind: 'closed', reason: 'liveCall' });
    expect(told).toContain('left');
    expect(told).toContain('rolePlay:end liveCall');
  }
});

test('an invitation is answered for whoever went into a real call instead', () => {
  const { told, rolePlay, invited, ring } = sit();
  invited('agent');
  ring('talking');
  expect(told).toContain('rolePlay:answer busy');
  expect(rolePlay.getState().play).toMatchObject({ kind: 'closed', reason: 'liveCall' });
});

test('whoever is at a test keeps his sheet, and is busy; any other sheet gives way', () => {
  const { told, drills, rolePlay, invited } = sit();
  drills.setState({ isOpen: true, pane: 'exam' });
  invited('agent');
  expect(told).toEqual(['rolePlay:answer busy']);
  expect([drills.getState().isOpen, rolePlay.getState().play.kind]).toEqual([true, 'idle']);
  drills.setState({ pane: 'progress' });
  invited('agent');
  expect([drills.getState().isOpen, rolePlay.getState().play.kind]).toEqual([false, 'invited']);
});
