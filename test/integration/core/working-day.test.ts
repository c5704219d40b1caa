import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { demoServerUrl, ticketsAtCentre } from './centre-reader.ts';
import { callFrom, credentials, faultDraft } from './desk-inputs.ts';
import { makeDemoHome, openDesk, type Home, type TestDesk } from './test-desk.ts';

describe('a call at the demo desk', () => {
  let home: Home;
  let desk: TestDesk;

  beforeAll(async () => {
    home = await makeDemoHome();
    desk = await openDesk(home.path);
  });
  afterAll(async () => {
    await desk.close();
    await home.remove();
  });

  test('the page can be drawn before the server is up', async () => {
    const bootstrap = await desk.get('app:bootstrap', {});
    expect(bootstrap).toMatchObject({ session: null, knownAgents: [], isServerPowered: true });
    expect(bootstrap.demoAgents.map((agent) => agent.agentNo)).toEqual(['9527', '1001', '2088', '3066', '0031']);
    expect(await desk.refusal('tickets:drafts', {})).toMatchObject({ code: 'auth.required' });
  });

  test('the first sign-in waits for the starting server and pulls', async () => {
    const session = await desk.get('auth:signIn', credentials('9527'));
    expect(session).toMatchObject({ isOnline: true, warnings: [], phone: { kind: 'wire', user: '9527' } });
    await desk.heard('syncChanged', (status) => status.isOnline && status.isCatchingUp);
    await desk.heard('syncChanged', (status) => status.isOnline && !status.isCatchingUp);
    await desk.heard('directoryUpdated', () => true);
    await desk.heard('noticesUpdated', () => true);
    expect((await desk.get('app:bootstrap', {})).knownAgents).toEqual(['9527']);
    await desk.get('sync:now', {});
  });

  test('a ringing call shows who it is', async () => {
    const pop = await desk.get('calls:begin', callFrom('13900000071', { region: 'hainan', language: 'adx' }));
    expect(pop).toMatchObject({ number: '+8613900000071', language: 'adx', area: 'hainan', callsInTwoDays: 3 });
    expect(pop.customer).toMatchObject({ id: 'c-drolma', name: '卓玛' });
    expect(pop.openTickets).not.toEqual([]);
    expect(pop.recentCalls.length).toBeGreaterThan(1);
    expect(pop.notices.every((notice) => notice.areas.length === 0 || notice.areas.includes('hainan'))).toBe(true);
  });

  test('the page hears who calls before the call’s record is written', async () => {
    const facts = callFrom('13900000071', { region: 'hainan', language: 'adx' });
    const order: string[] = [];
    const stop = desk.core.onEvent((name) => order.push(name));
    const pop = await desk.get('calls:begin', facts);
    order.push('answered');
    stop();
    expect(order.filter((entry) => ['callerFound', 'answered'].includes(entry))).toEqual(['callerFound', 'answered']);
    expect(await desk.heard('callerFound', ({ callId }) => callId === facts.callId)).toEqual({
      callId: facts.callId,
      pop,
    });
  });

  test('the answer for one call stays the same when the page asks again', async () => {
    const facts = callFrom('13900000011');
    const first = await desk.get('calls:begin', facts);
    expect(first.customer?.id).toBe('c-zhou-wenbin');
    expect(await desk.get('calls:begin', facts)).toEqual(first);
    expect((await desk.get('calls:list', { limit: 50 })).filter((call) => call.id === facts.callId)).toHaveLength(1);
  });

  test('the customer that the exchange names wins over the number, and a stranger is told as such', async () => {
    const named = await desk.get('calls:begin', callFrom('13900000011', { customerId: 'c-drolma' }));
    expect(named.customer?.id).toBe('c-drolma');
    const stranger = await desk.get('calls:begin', callFrom('8001', { region: '西宁市' }));
    expect(stranger).toMatchObject({
      number: '8001',
      area: 'xining',
      language: 'adx',
      callsInTwoDays: 1,
      openTickets: [],
    });
    expect(stranger.customer).toBeUndefined();
  });

  test('the history lists the call masked, counts it when it was missed, and shows its number for a reason', async () => {
    await desk.get('calls:closeLeft', { held: [] });
    const before = await desk.get('calls:day', { since: 0 });
    const facts = callFrom('13900000071', { isPractice: true, startedAt: Date.now() });
    await desk.get('calls:begin', facts);
    desk.forgetEvents();
    const end = { endedAt: facts.startedAt + 9000, endReason: 'callerGaveUp' as const };
    await desk.get('calls:update', { id: facts.callId, ...end });
    await desk.heard('callsChanged', () => true);
    const { missed } = await desk.get('calls:day', { since: 0 });
    expect(missed.count).toBe(before.missed.count + 1);
    expect(missed.rows[0]).toMatchObject({ id: facts.callId, name: '卓玛 女士', maskedNumber: '139 •••• 0071' });
    expect(await desk.get('calls:list', { limit: 1, filter: { text: '139 0000 0071', only: 'missed' } })).toEqual(
      missed.rows.slice(0, 1),
    );
    expect(await desk.get('calls:reveal', { id: facts.callId, reason: 'callBack' })).toEqual({
      value: '+8613900000071',
    });
    await desk.get('calls:dismissMissed', { upTo: missed.upTo });
    expect((await desk.get('calls:day', { since: 0 })).missed).toMatchObject({ count: 0, rows: [] });
  });

  test('an incomplete ticket is refused by the names of its fields', async () => {
    const draft = faultDraft({ callerPhone: '', address: ' ' });
    await desk.get('tickets:saveDraft', draft);
    expect(await desk.refusal('tickets:submit', { draft, isClosedAtFirstContact: false })).toMatchObject({
      code: 'ticket.incomplete',
      params: { fields: 'callerPhone,address' },
    });
    expect((await desk.get('tickets:drafts', {})).map(({ id }) => id)).toContain(draft.id);
    await desk.get('tickets:discardDraft', { id: draft.id });
  });

  test('a ticket written while the server is stopped arrives once when it is back', async () => {
    expect(await desk.get('demo:setServerPower', { isOn: false })).toEqual({ isOn: false });
    await desk.heard('syncChanged', (status) => !status.isOnline);
    const draft = faultDraft();
    await desk.get('tickets:saveDraft', draft);
    const ticket = await desk.get('tickets:submit', { draft, isClosedAtFirstContact: false });
    expect(ticket).toMatchObject({
      status: 'submitted',
      callerPhone: '+8613900000012',
      dueAt: draft.createdAt + 90 * 60_000,
    });
    expect(ticket.sync).not.toBe('synced');
    expect(await desk.get('tickets:submit', { draft, isClosedAtFirstContact: false })).toMatchObject({
      number: ticket.number,
    });
    expect((await desk.get('sync:status', {})).waiting).toBeGreaterThan(0);

    expect(await desk.get('demo:setServerPower', { isOn: true })).toEqual({ isOn: true });
    await desk.heard('ticketChanged', (changed) => changed.id === ticket.id && changed.sync === 'synced');
    const arrived = await ticketsAtCentre(await demoServerUrl(home.path));
    expect(arrived.filter(({ number }) => number === ticket.number)).toHaveLength(1);
    await desk.heard('syncChanged', (status) => status.isOnline && status.waiting === 0);
  });

  test('a consultation is closed at first contact', async () => {
    const draft = faultDraft({ type: 'consultation', subType: 'tariff', address: '', area: '' });
    const ticket = await desk.get('tickets:submit', { draft, isClosedAtFirstContact: true });
    expect(ticket).toMatchObject({ status: 'closed', priority: 'low' });
    expect(ticket.dueAt).toBeUndefined();
  });

  test('what the agent chose himself is left alone', async () => {
    const chosen = {
      priority: 'critical',
      isPriorityChosen: true,
      dueAt: 1_900_000_000_000,
      isDueChosen: true,
    } as const;
    const ticket = await desk.get('tickets:submit', { draft: faultDraft(chosen), isClosedAtFirstContact: false });
    expect(ticket).toMatchObject({ priority: 'critical', dueAt: 1_900_000_000_000 });
  });

  test('phrases, knowledge, notices and practice callers are at hand', async () => {
    expect((await desk.get('phrases:packs', {})).map((pack) => pack.lang).sort()).toHaveLength(5);
    const answer = await desk.get('knowledge:search', { query: 'glog rin', limit: 10 });
    expect(answer.readAs?.kind).toBe('wylie');
    const [hit] = answer.hits;
    expect(hit && (await desk.get('knowledge:article', { id: hit.id })).article.id).toBe(hit?.id);
    expect(await desk.get('practice:scenarios', {})).not.toEqual([]);
    expect((await desk.get('notices:list', {})).length).toBeGreaterThan(0);
  });

  test('a masked value is shown for a reason, and the centre hears of it', async () => {
    const pop = await desk.get('calls:begin', callFrom('13900000071'));
    const customerId = pop.customer?.id;
    if (!customerId) throw new Error('the sample customer is gone');
    const shown = await desk.get('customers:reveal', { customerId, field: 'managerPhone', reason: 'callBack' });
    expect(shown.value).toBe(pop.customer?.managerPhone);
    await desk.heard('syncChanged', (status) => status.waiting === 0);
  });

  test('a server that dies by itself is started again, and the desk finds it', async () => {
    const about = await readFile(join(profileFolder(home.path, 'demo'), 'demo-server', 'server.json'), 'utf8');
    desk.forgetEvents();
    process.kill((JSON.parse(about) as { pid: number }).pid, 'SIGKILL');
    await desk.heard('syncChanged', (status) => !status.isOnline);
    await desk.heard('syncChanged', (status) => status.isOnline);
    expect(await desk.get('app:bootstrap', {})).toMatchObject({ isServerPowered: true });
  });

  test('signing out closes the seat and keeps its drafts', async () => {
    const draft = faultDraft({ description: '未写完' });
    await desk.get('tickets:saveDraft', draft);
    await desk.get('auth:signOut', {});
    await desk.heard('sessionChanged', ({ session }) => session === null);
    expect(await desk.refusal('tickets:drafts', {})).toMatchObject({ code: 'auth.required' });
    await desk.get('auth:signIn', credentials('9527'));
    expect((await desk.get('tickets:drafts', {})).map(({ id }) => id)).toContain(draft.id);
  });
});
