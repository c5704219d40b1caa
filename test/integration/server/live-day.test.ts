import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTicketCatalog } from '../../../server/ticket-catalog.ts';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { agentNoSchema } from '../../../src/shared/ids.ts';
import { festivalOn } from '../../../src/shared/script/festival-on.ts';
import { shippedCalendar } from '../../../src/shared/script/shipped.ts';
import {
  outage,
  shippedProcedures,
  writeCentreContent,
  writeFestivals,
  writeNotices,
  writeProcedures,
  writeQuestions,
} from '../../fakes/centre-content.ts';
import { resourcesFolder, runServerCommand, startServerProcess } from '../../fakes/server-process.ts';
import type { ServerProcess } from '../../fakes/server-process.ts';
import { callFrom, faultDraft } from '../core/desk-inputs.ts';
import { makeHome, openDesk } from '../core/test-desk.ts';
import type { TestDesk } from '../core/test-desk.ts';
import { describePostgres } from './engines.ts';
import { startPostgres } from './postgres.ts';
import type { PostgresCluster } from './postgres.ts';

const person = { displayName: '测试', languages: ['adx', 'zh-Hans'], seatLabel: '藏语席', password: 'first day' };
const agent = { ...person, agentNo: '7001', role: 'agent', sip: { user: '7001', password: 'line-secret' } };
const leader = { ...person, agentNo: '7100', role: 'leader' };

/** A centre as docs/SERVER.md sets it up: nothing of the demo, a real database, the commands of the server. */
describePostgres('the first day of a centre', (bin) => {
  let cluster: PostgresCluster;
  let folder: string;
  let content: string;
  let env: Record<string, string>;
  let server: ServerProcess;
  let home: Awaited<ReturnType<typeof makeHome>>;
  let desk: TestDesk;

  const places = (): string[] => ['--keys', join(folder, 'centre-keys.json'), '--resources', resourcesFolder];
  const command = (...words: string[]): ReturnType<typeof runServerCommand> =>
    runServerCommand([...words, ...places()], env);
  const writeAgents = (agents: readonly object[]): Promise<void> =>
    writeFile(join(folder, 'agents.json'), JSON.stringify({ agents }));

  beforeAll(async () => {
    cluster = await startPostgres(bin);
    folder = await mkdtemp(join(tmpdir(), 'tashi-centre-'));
    content = join(folder, 'content');
    await mkdir(content);
    writeCentreContent(content);
    env = { DATABASE_URL: await cluster.createDatabase() };
    home = await makeHome();
  });
  afterAll(async () => {
    await desk.close();
    server.child.kill('SIGKILL');
    await server.exited;
    await cluster.stop();
    for (const path of [folder, home.path]) await rm(path, { recursive: true, force: true });
  });

  test('commands wait for the server to have made its database', async () => {
    await writeAgents([agent, leader]);
    const early = await command('publish', content);
    expect(early.code).toBe(1);
    expect(early.complained).toBe('there is no centre in this database yet: start the server first\n');
    server = startServerProcess(['--name', '青海服务中心', ...places()], env);
    await server.ready;
  });

  test('agents and content come while it runs', async () => {
    expect(await command('agents', join(folder, 'agents.json'))).toMatchObject({
      code: 0,
      said: 'agents: 2 added, 0 brought up to date, 0 left\n',
    });
    const published = await command('publish', content);
    expect(published).toMatchObject({ code: 0, complained: '' });
    expect(published.said).toMatch(
      /^phrases: 5 published, 0 unchanged\nknowledge: \d+ published, 0 unchanged\nnotices: 1 published, 0 unchanged\ncustomers: 1 published, 0 unchanged\n$/,
    );
  });

  test('a desk signs on, with the line, the texts and the customers of its centre', async () => {
    const { url, name, sealingKey, signingKey } = await server.ready;
    const profile = {
      ...{ schemaVersion: 1, name: 'first', kind: 'live', centre: { name, url, sealingKey, signingKey } },
      exchange: { servers: ['ws://127.0.0.1:1'], domain: 'exchange.test' },
    };
    await mkdir(profileFolder(home.path, 'first'), { recursive: true });
    await writeFile(join(profileFolder(home.path, 'first'), 'profile.json'), JSON.stringify(profile));
    // Without the texts that come with the app, but for its procedures: what is there is the centre's.
    const bare = await mkdtemp(join(folder, 'resources-'));
    await writeFile(join(bare, 'ticket-catalog.json'), JSON.stringify(readTicketCatalog(resourcesFolder)));
    await cp(join(resourcesFolder, 'procedures'), join(bare, 'procedures'), { recursive: true });
    desk = await openDesk(home.path, { profileName: 'first', resourcesFolder: bare });
    const session = await desk.get('auth:signIn', { agentNo: agentNoSchema.parse('7001'), password: 'first day' });
    expect(session).toMatchObject({
      isOnline: true,
      phone: { kind: 'ws', user: '7001', password: 'line-secret', domain: 'exchange.test' },
    });
    await desk.heard('knowledgeUpdated', ({ cached }) => cached > 0);
    await desk.get('sync:now', {});
    expect((await desk.get('phrases:packs', {})).map(({ lang }) => lang).sort()).toEqual(
      ['adx', 'en', 'khg', 'yue-Hant-HK', 'zh-Hans'].sort(),
    );
    expect((await desk.get('knowledge:search', { query: '停电', limit: 5 })).hits).not.toEqual([]);
    expect((await desk.get('notices:list', {})).map(({ id }) => id)).toEqual(['n-works']);
  });

  test('takes a call, and its ticket is at the centre', async () => {
    const facts = callFrom('13900000042', { language: 'adx' });
    const pop = await desk.get('calls:begin', facts);
    expect(pop).toMatchObject({ customer: { id: 'k-pema' }, notices: [{ id: 'n-works' }] });
    const draft = faultDraft({ callId: facts.callId });
    const ticket = await desk.get('tickets:submit', { draft, isClosedAtFirstContact: false });
    const now = Date.now();
    await desk.get('calls:update', {
      ...{ id: facts.callId, answeredAt: facts.startedAt, endedAt: now, endReason: 'callerHungUp', heldMs: 0 },
      ...{ disposition: 'ticketCreated', wrappedUpAt: now },
    });
    await desk.heard('ticketChanged', ({ id, sync }) => id === ticket.id && sync === 'synced');
    await desk.heard('syncChanged', ({ waiting, isOnline }) => waiting === 0 && isOnline);
    const again = await desk.get('calls:begin', callFrom('13900000042'));
    await desk.get('sync:now', {});
    expect(again.recentCalls).toMatchObject([{ id: facts.callId }]);
  });

  test('hears of a new notice at once, and of one that is taken back', async () => {
    desk.forgetEvents();
    writeNotices(content, [outage('贵德县河西镇提前送电')]);
    expect((await command('publish', content)).said).toContain('notices: 1 published, 0 unchanged');
    await desk.heard('noticesUpdated', () => true);
    expect(await desk.get('notices:list', {})).toMatchObject([{ title: '贵德县河西镇提前送电' }]);
    desk.forgetEvents();
    expect((await command('withdraw', 'notices', 'n-works')).said).toBe('notices: 1 withdrawn, 0 not there\n');
    await desk.heard('noticesUpdated', () => true);
    expect(await desk.get('notices:list', {})).toEqual([]);
  });

  test('hears of the days that the centre celebrates, by region, and of those that are taken back', async () => {
    desk.forgetEvents();
    // What was taken back would be published again with it.
    await rm(join(content, 'notices.json'));
    writeFestivals(content, [
      { id: 'losar-2027-yushu', festival: 'losar', from: '2027-03-01', to: '2027-03-03', areas: ['yushu'] },
    ]);
    expect((await command('publish', content)).said).toContain('festivals: 1 published, 0 unchanged');
    await desk.heard('phrasesUpdated', () => true);
    const days = await desk.get('phrases:festivals', {});
    const greeted = (area: string, day: string) => festivalOn({ day, area, lang: 'khg' }, shippedCalendar, days);
    expect(greeted('yushu', '2027-03-02')).toBe('losar');
    // The calendar's own day is none there, and is one everywhere else.
    expect(greeted('yushu', '2027-02-07')).toBeUndefined();
    expect(greeted('hainan', '2027-02-07')).toBe('losar');
    expect(greeted('hainan', '2027-03-02')).toBeUndefined();
    desk.forgetEvents();
    expect((await command('withdraw', 'festivals', 'losar-2027-yushu')).said).toBe(
      'festivals: 1 withdrawn, 0 not there\n',
    );
    await desk.heard('phrasesUpdated', () => true);
    expect(await desk.get('phrases:festivals', {})).toEqual([]);
  });

  test('runs the procedures that its centre publishes, and those of the desk when they are taken back', async () => {
    const before = await desk.get('procedures:all', {});
    const [own] = shippedProcedures();
    if (!own) throw new Error('too few procedures');
    const find = async () => (await desk.get('procedures:all', {})).find(({ id }) => id === own.id);
    expect(await find()).toMatchObject({ version: own.version, status: 'draft' });
    desk.forgetEvents();
    await rm(join(content, 'festivals.json'));
    writeProcedures(content, [
      { ...own, version: 9, status: 'published' },
      { ...own, id: 'of-this-centre', status: 'published' },
    ]);
    const question = { question: '家里没电了怎么办', domain: 'power', article: 'power-outage' };
    writeQuestions(content, [question]);
    const { said } = await command('publish', content);
    expect(said).toContain('procedures: 2 published, 0 unchanged');
    expect(said).toContain('questions: 1 published, 0 unchanged');
    await desk.heard('proceduresUpdated', () => true);
    expect(await find()).toMatchObject({ version: 9, status: 'published' });
    expect(await desk.get('procedures:all', {})).toHaveLength(before.length + 1);
    await expect.poll(() => desk.get('exams:questions', {})).toEqual([question]);
    desk.forgetEvents();
    expect((await command('withdraw', 'procedures', own.id, 'of-this-centre')).said).toBe(
      'procedures: 2 withdrawn, 0 not there\n',
    );
    await desk.heard('proceduresUpdated', () => true);
    expect(await desk.get('procedures:all', {})).toEqual(before);
    // A tree that leads nowhere does not leave the house.
    writeProcedures(content, [{ ...own, steps: own.steps.filter(({ kind }) => kind !== 'end') }]);
    const refused = await command('publish', content);
    expect(refused).toMatchObject({ code: 1, said: '' });
    expect(refused.complained).toMatch(
      /procedures\/all\.json:\d+: leads to "[a-z-]+", which is no step \(procedures\.0\.steps\.\d+\)/,
    );
    await rm(join(content, 'procedures'), { recursive: true });
    await rm(join(content, 'top-questions.json'));
  });

  test('bad content is named by its place and changes nothing', async () => {
    writeNotices(content, [{ ...outage('停电'), areas: ['lhasa'] }, outage('停电')]);
    const refused = await command('publish', content);
    expect(refused).toMatchObject({ code: 1, said: '' });
    expect(refused.complained).toMatch(
      /^notices\.json:\d+: notice "n-works" is there twice \(notices\.1\.id\)\nnotices\.json:\d+: area "lhasa" is not in the ticket catalog \(notices\.0\.areas\.0\)\n2 problems, nothing published\n$/,
    );
    expect(await desk.get('notices:list', {})).toEqual([]);
    for (const words of [['publish'], ['withdraw', 'tickets', 'x'], ['agents'], ['publsh', content]]) {
      expect((await command(...words)).code).toBe(2);
    }
  });

  test('who has left signs in no more', async () => {
    await writeAgents([{ ...agent, hasLeft: true }]);
    expect((await command('agents', join(folder, 'agents.json'))).said).toBe(
      'agents: 0 added, 1 brought up to date, 1 left\n',
    );
    await desk.get('auth:signOut', {});
    expect(
      await desk.refusal('auth:signIn', { agentNo: agentNoSchema.parse('7001'), password: 'first day' }),
    ).toMatchObject({ code: 'auth.unknownAgent' });
  });
});
