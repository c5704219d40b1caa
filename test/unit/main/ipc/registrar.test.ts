import { describe, expect, test } from 'vitest';
import { StorageFailure } from '../../../../src/main/db/storage-failure.ts';
import type { Seat } from '../../../../src/main/features/agents/agent-sessions.ts';
import { openCommands, signedOutCommands, type Handlers } from '../../../../src/main/ipc/handlers/handlers.ts';
import { createRegistrar } from '../../../../src/main/ipc/registrar.ts';
import type { Log, LogFacts } from '../../../../src/main/log.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { commandNames } from '../../../../src/shared/ipc/channels.ts';
import { commands } from '../../../../src/shared/ipc/contract.ts';
import { ok } from '../../../../src/shared/ipc/result.ts';

const trusted = { isTrusted: true };
const secret = '卓玛 +8613900000071';

function recordingLog(): { log: Log; lines: [string, LogFacts | undefined][] } {
  const lines: [string, LogFacts | undefined][] = [];
  const write = (message: string, facts?: LogFacts): void => void lines.push([message, facts]);
  return { lines, log: { info: write, warn: write, bug: (message, _cause, facts) => write(message, facts) } };
}

/** Handlers that only say that they were reached, with some replaced. */
function handlersWith(some: Partial<Record<keyof Handlers, unknown>>): Handlers {
  const reached = () => Promise.resolve(ok('reached'));
  return { ...Object.fromEntries(commandNames.map((name) => [name, reached])), ...some } as unknown as Handlers;
}

function registrarOf(some: Partial<Record<keyof Handlers, unknown>>, seat?: Seat, isOutputChecked = false) {
  const { log, lines } = recordingLog();
  const invoke = createRegistrar({
    handlers: handlersWith(some),
    seat: () => Promise.resolve(seat),
    log,
    isOutputChecked,
  });
  return { invoke, lines };
}

const anySeat = {} as Seat;

const someInput: Record<string, object> = {
  'setup:save': { config: {}, isReplacing: false },
  'setup:testServer': { url: 'https://desk.example.org' },
  'setup:testExchange': { server: 'wss://pbx.example.org', domain: 'pbx.example.org' },
};

describe('registrar', () => {
  test.each(['nope', '__proto__', 'toString', 'tickets:', ''])('knows no command "%s"', async (name) => {
    const { invoke } = registrarOf({});
    expect(await invoke(name, {}, trusted)).toEqual({ ok: false, error: appError('ipc.unknownCommand', 'none') });
  });

  test('a page that is not ours gets nothing, whatever it asks', async () => {
    const { invoke } = registrarOf({}, anySeat);
    for (const name of commandNames) {
      const answer = await invoke(name, {}, { isTrusted: false });
      expect(answer).toEqual({ ok: false, error: appError('ipc.untrustedSender', 'none') });
    }
  });

  test('input is held against the contract; the field is named, its content is not', async () => {
    const { invoke } = registrarOf({}, anySeat);
    const answer = await invoke('tickets:list', { limit: secret }, trusted);
    expect(answer).toEqual({ ok: false, error: appError('ipc.invalidInput', 'none', { field: 'limit' }) });
  });

  test('everything but the open commands demands a session', async () => {
    const { invoke } = registrarOf({});
    const inputs: Record<string, unknown> = {
      'auth:signIn': { agentNo: '9527', password: 'x' },
      'demo:setServerPower': { isOn: true },
      'window:compact': { isOn: true },
      'window:hotKeys': { keys: [] },
      'window:showNotice': { id: '1', title: '', body: '', answerText: '', rejectText: '' },
      'window:closeNotice': { id: '1' },
      'window:savePdf': { name: 'sheet.pdf' },
    };
    for (const name of openCommands) expect(await invoke(name, inputs[name] ?? {}, trusted)).toEqual(ok('reached'));
    for (const name of ['tickets:drafts', 'phrases:packs', 'sync:status', 'auth:signOut']) {
      expect(await invoke(name, {}, trusted)).toMatchObject({ error: { code: 'auth.required' } });
    }
  });

  test('what would end the desk is for nobody who is signed in', async () => {
    const ask = { name: 'qinghai' };
    expect(await registrarOf({}).invoke('profiles:open', ask, trusted)).toEqual(ok('reached'));
    for (const name of signedOutCommands) {
      const { invoke } = registrarOf({}, anySeat);
      const answer = await invoke(name, { ...ask, ...someInput[name] }, trusted);
      expect(answer, name).toMatchObject({ error: { code: 'profile.signedIn' } });
    }
  });

  test('a core that can’t work says why to whatever it has no handler for', async () => {
    const missing = appError('profile.invalid', 'none', { file: 'f', field: 'x' });
    const invoke = createRegistrar({
      ...{ missing, log: recordingLog().log, isOutputChecked: false },
      handlers: { 'profiles:list': () => Promise.resolve(ok({ current: 'a', profiles: [] })) },
      seat: () => Promise.resolve(undefined),
    });
    expect(await invoke('profiles:list', {}, trusted)).toMatchObject({ ok: true });
    for (const name of ['app:bootstrap', 'tickets:drafts']) {
      expect(await invoke(name, {}, trusted)).toEqual({ ok: false, error: missing });
    }
    expect(await invoke('app:bootstrap', {}, { isTrusted: false })).toMatchObject({
      error: { code: 'ipc.untrustedSender' },
    });
  });

  test('handlers see parsed input only: what the contract does not know is gone', async () => {
    const { invoke } = registrarOf({ 'tickets:list': (input: unknown) => Promise.resolve(ok(input)) }, anySeat);
    expect(await invoke('tickets:list', { limit: 5, isAdmin: true }, trusted)).toEqual(ok({ limit: 5 }));
  });

  test('a bug becomes an answer', async () => {
    const { invoke, lines } = registrarOf({
      'tickets:catalog': () => {
        throw new Error(secret);
      },
    });
    expect(await invoke('tickets:catalog', {}, trusted)).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(lines.map(([message]) => message)).toEqual(['command failed', 'command']);
  });

  test('a full disk is told as such', async () => {
    const full = appError('storage.diskFull', 'user');
    const { invoke } = registrarOf({ 'tickets:catalog': () => Promise.reject(new StorageFailure(full)) });
    expect(await invoke('tickets:catalog', {}, trusted)).toEqual({ ok: false, error: full });
  });

  test('an answer against the contract is a bug where answers are checked', async () => {
    const wrong = { 'demo:setServerPower': () => Promise.resolve(ok({ isOn: 'yes' })) };
    const input = { isOn: true };
    expect(await registrarOf(wrong).invoke('demo:setServerPower', input, trusted)).toMatchObject({ ok: true });
    expect(await registrarOf(wrong, undefined, true).invoke('demo:setServerPower', input, trusted)).toMatchObject({
      error: { code: 'internal' },
    });
  });

  test('logs name, duration and outcome, and nothing that was said', async () => {
    const { invoke, lines } = registrarOf({ 'knowledge:search': () => Promise.resolve(ok(secret)) }, anySeat);
    await invoke('knowledge:search', { query: secret, limit: 5 }, trusted);
    await invoke(secret, { query: secret }, trusted);
    expect(lines[0]).toEqual(['command', { command: 'knowledge:search', ms: expect.any(Number), outcome: 'ok' }]);
    expect(JSON.stringify(lines)).not.toContain('卓玛');
  });

  test('every command of the contract has its schemas', () => {
    expect(Object.keys(commands).sort()).toEqual([...commandNames].sort());
  });
});
