import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { defaultCallOptions } from '../../../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../../../src/shared/domain/header-map.ts';
import { agentNoSchema, callIdSchema } from '../../../../../src/shared/ids.ts';
import type { CommandInput } from '../../../../../src/shared/ipc/contract.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import {
  linkAgentState,
  type AgentStateLink,
} from '../../../../../src/renderer/features/softphone/agent-state-link.ts';
import { createPhoneStore, type PhoneStore } from '../../../../../src/renderer/features/softphone/phone-store.ts';
import { scriptedDesk, type ScriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../../fakes/scripted-phone.ts';

const config = {
  kind: 'wire',
  user: '9527',
  domain: 'practice.invalid',
  headerMap: defaultHeaderMap,
  calls: defaultCallOptions,
} as const;

let clock: number;
let desk: ScriptedDesk;
let phone: ScriptedPhone;
let store: PhoneStore;
let link: AgentStateLink;
let hasPhone: boolean;

const reports = (): CommandInput<'agent:reportState'>[] =>
  desk.calls
    .filter(({ name }) => name === 'agent:reportState')
    .map(({ input }) => input as CommandInput<'agent:reportState'>);
const kinds = (): string[] => reports().map(({ report }) => report.kind);

beforeEach(() => {
  clock = 1000;
  hasPhone = true;
  desk = scriptedDesk({ 'agent:reportState': () => ({}) });
  phone = scriptedPhone(() => clock);
  const ringer = { start: () => undefined, stop: () => undefined };
  store = createPhoneStore({ phone, desk, ringer, now: () => clock, after: () => () => undefined });
  link = linkAgentState(store, desk, () => hasPhone);
});

async function signIn(...begin: Parameters<AgentStateLink['begin']>): Promise<void> {
  void store.actions.signIn(config);
  link.begin(...begin);
  await desk.settled();
}

describe('the link of the agent’s state', () => {
  it('tells nothing of what another window has and tells', async () => {
    hasPhone = false;
    await signIn(undefined);
    expect(reports()).toEqual([]);
    hasPhone = true;
    link.begin(undefined);
    await desk.settled();
    expect(kinds()).toEqual(['WARM_UP']);
  });

  it('tells every change in its order, with what comes after the call', async () => {
    await signIn(undefined);
    clock = 2000;
    store.actions.setAgentState({ kind: 'BREAK', reason: 'meal' });
    await desk.settled();
    const callId = callIdSchema.parse(uuidv7());
    const facts = { callId, direction: 'inbound', number: '8001', isPractice: false, startedAt: clock } as const;
    clock = 3000;
    phone.emit({ type: 'callOffered', facts });
    await desk.settled();
    store.actions.setAgentState({ kind: 'NOT_READY' });
    await desk.settled();
    expect(reports()).toEqual([
      { report: { kind: 'WARM_UP', since: 1000, isOnCall: false }, rest: { kind: 'WARM_UP' } },
      {
        report: { kind: 'BREAK', reason: 'meal', since: 2000, isOnCall: false },
        rest: { kind: 'BREAK', reason: 'meal' },
      },
      { report: { kind: 'RINGING', since: 3000, isOnCall: true }, rest: { kind: 'BREAK', reason: 'meal' } },
      {
        report: { kind: 'RINGING', since: 3000, queued: { kind: 'NOT_READY' }, isOnCall: true },
        rest: { kind: 'NOT_READY' },
      },
    ]);
  });

  it('goes on with a break as one change, not over a warm-up', async () => {
    clock = 9000;
    await signIn({ kind: 'BREAK', reason: 'rest', since: 5000 });
    expect(store.getState().agent).toEqual({ kind: 'BREAK', reason: 'rest', since: 5000 });
    expect(reports().map(({ report }) => report)).toEqual([
      { kind: 'BREAK', reason: 'rest', since: 5000, isOnCall: false },
    ]);
  });

  it('tells a core that comes back what it missed, in order', async () => {
    await signIn(undefined);
    desk.lose();
    store.actions.setAgentState({ kind: 'READY' });
    await desk.settled();
    store.actions.setAgentState({ kind: 'BREAK', reason: 'rest' });
    await desk.settled();
    expect(kinds()).toEqual(['WARM_UP']);
    desk.attach();
    await desk.settled();
    await desk.settled();
    expect(kinds().slice(0, 3)).toEqual(['WARM_UP', 'READY', 'BREAK']);
    // The same once more changes nothing at the core.
    expect(new Set(kinds().slice(3))).toEqual(new Set(['BREAK']));
  });

  it('lets one that is refused hold up no other', async () => {
    desk.failNext('agent:reportState', appError('ipc.invalidInput', 'none'));
    await signIn(undefined);
    store.actions.setAgentState({ kind: 'READY' });
    await desk.settled();
    expect(kinds()).toEqual(['WARM_UP', 'READY']);
  });

  it('follows a leader, and says nothing of an agent who has signed out', async () => {
    await signIn(undefined);
    desk.tell('agentForced', { by: agentNoSchema.parse('0031'), at: 4000 });
    await desk.settled();
    expect(reports().at(-1)?.report).toEqual({ kind: 'NOT_READY', reason: 'FORCED', since: 4000, isOnCall: false });
    link.end();
    await store.actions.signOut();
    await desk.settled();
    expect(kinds()).toEqual(['WARM_UP', 'NOT_READY']);
  });
});
