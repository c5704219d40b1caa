import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { callOptionsSchema } from '../../../../../src/shared/domain/call-options.ts';
import { defaultHeaderMap } from '../../../../../src/shared/domain/header-map.ts';
import { callIdSchema } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import type { PhoneConfig } from '../../../../../src/shared/ipc/contract.ts';
import {
  linkFeatureCodes,
  type FeatureCodeLink,
} from '../../../../../src/renderer/features/softphone/feature-code-link.ts';
import { createPhoneStore, type PhoneStore } from '../../../../../src/renderer/features/softphone/phone-store.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../../fakes/scripted-phone.ts';

const featureCodes = { logIn: 'in', logOut: 'out', pause: 'pause', unpause: 'go', pauseFor: { meal: 'meal' } };
const calls = callOptionsSchema.parse({ featureCodes });
const onExchange: PhoneConfig = {
  ...{ kind: 'ws', user: '8001', password: 'x', domain: 'pbx.invalid', servers: ['wss://pbx.invalid'] },
  ...{ iceServers: [], headerMap: defaultHeaderMap, calls },
};

let phone: ScriptedPhone;
let store: PhoneStore;
let link: FeatureCodeLink;
let hasPhone: boolean;
let timers: (() => void)[];

const codes = (): string[] => phone.commands.filter((command) => command.startsWith('code ')).map((c) => c.slice(5));
let settled: () => Promise<void>;

beforeEach(() => {
  hasPhone = true;
  timers = [];
  const desk = scriptedDesk({});
  settled = desk.settled;
  phone = scriptedPhone(() => 1000);
  const ringer = { start: () => undefined, stop: () => undefined };
  const after = (_ms: number, callback: () => void): (() => void) => {
    timers.push(callback);
    return () => undefined;
  };
  store = createPhoneStore({ phone, desk, ringer, now: () => 1000, after });
  link = linkFeatureCodes({ phone: store, port: phone, hasPhone: () => hasPhone, now: () => 1000, after });
});

async function choose(next: Parameters<PhoneStore['actions']['setAgentState']>[0]): Promise<void> {
  store.actions.setAgentState(next);
  await settled();
}

describe('where an agent stands, told by codes', () => {
  it('follows him from signing in to signing out, in order', async () => {
    await store.actions.signIn(onExchange);
    await settled();
    await choose({ kind: 'READY' });
    await choose({ kind: 'BREAK', reason: 'meal' });
    await choose({ kind: 'READY' });
    await link.logOut();
    await store.actions.signOut();
    await settled();
    expect(codes()).toEqual(['in', 'pause', 'go', 'meal', 'go', 'out']);
    expect(store.getState().calls).toEqual([]);
  });

  it('is told again of who did not leave after all', async () => {
    await store.actions.signIn(onExchange);
    await choose({ kind: 'READY' });
    await link.logOut();
    expect(codes().at(-1)).toBe('out');
    link.stay();
    await settled();
    expect(codes().slice(codes().indexOf('out') + 1)).toEqual(['in', 'go']);
    // Nobody was about to leave: nothing to tell.
    const told = codes().length;
    link.stay();
    await settled();
    expect(codes()).toHaveLength(told);
  });

  it('waits for the end of a call with what was chosen in it', async () => {
    await store.actions.signIn(onExchange);
    await choose({ kind: 'READY' });
    const callId = callIdSchema.parse(uuidv7());
    const facts = { callId, direction: 'inbound', number: '8001', isPractice: false, startedAt: 1000 } as const;
    phone.emit({ type: 'callOffered', facts });
    await choose({ kind: 'BREAK', reason: 'meal' });
    expect(codes()).toEqual(['in', 'pause', 'go']);
    phone.emit({ type: 'callEnded', callId, reason: 'callerHungUp', at: 1000 });
    await settled();
    expect(codes().at(-1)).toBe('meal');
  });

  it('says in words what was refused, and tries again with the next state', async () => {
    phone.failNext('code in', appError('phone.callFailed', 'user'));
    await store.actions.signIn(onExchange);
    await settled();
    expect(store.getState().trouble?.error).toEqual(appError('phone.codeRefusedLogIn', 'none', { code: 'in' }));
    expect(codes()).toEqual(['in']);
    await choose({ kind: 'READY' });
    expect(codes()).toEqual(['in', 'in', 'go']);
  });

  it('keeps nobody whose exchange does not answer', async () => {
    await store.actions.signIn(onExchange);
    await settled();
    phone.callCode = () => new Promise(() => undefined);
    const leaving = link.logOut();
    timers.at(-1)?.();
    await leaving;
  });

  it('calls none in practice, none without the phone, and does not log out whoever was taken over', async () => {
    await store.actions.signIn({
      kind: 'wire',
      user: '8001',
      domain: 'practice.invalid',
      headerMap: defaultHeaderMap,
      calls,
    });
    await choose({ kind: 'READY' });
    await link.logOut();
    await store.actions.signOut();
    hasPhone = false;
    await store.actions.signIn(onExchange);
    await choose({ kind: 'READY' });
    await link.logOut();
    await store.actions.signOut();
    hasPhone = true;
    await store.actions.signIn(onExchange);
    await settled();
    await choose({ kind: 'OFFLINE' });
    expect(codes()).toEqual(['in', 'pause']);
  });
});
