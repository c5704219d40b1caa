import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Access } from '../../../server/http/endpoint.ts';
import { endpoints } from '../../../server/http/endpoints.ts';
import type { TicketId } from '../../../src/shared/ids.ts';
import { roles, type Role } from '../../../src/shared/domain/agent.ts';
import { keepEnclosures, nameEnclosures } from '../../../server/publish/enclosures.ts';
import { attachmentOf, sampleFile } from '../../fakes/sample-files.ts';
import { sampleTicket, numberOf, ticketSketch } from '../../fakes/sample-mutations.ts';
import { sealRow, sealTo, type TestSeat } from '../../fakes/test-seat.ts';
import { pgliteKind } from './engines.ts';
import { freeMessageQuery } from './free-message.ts';
import { password, startTestCentre, type TestCentre } from './test-centre.ts';

type Name = keyof typeof endpoints;
type Json = Record<string, unknown>;

interface Operation {
  readonly security?: unknown;
  readonly 'x-roles'?: readonly Role[];
  readonly parameters?: readonly { readonly name: string; readonly schema: Json; readonly required: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
type Content = Readonly<Partial<Record<'application/json', { readonly schema: { readonly $ref: string } }>>>;
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

const names = Object.keys(endpoints) as Name[];
const fileBytes = sampleFile(400);
const file = attachmentOf(fileBytes);

describe('the OpenAPI document', () => {
  const kind = pgliteKind();
  let centre: TestCentre;
  let document: Document;
  /** An agent who stands at the board, for leaders to set to NOT_READY. */
  let standing: string;
  let leader: string;
  let secondTeacher: string;
  beforeAll(async () => {
    const wide = { burst: 10_000, perSecond: 1000 };
    centre = await startTestCentre(kind, { limits: { perAddress: wide, perAgent: wide } });
    document = (await (await fetch(`${centre.url}/v1/openapi.json`)).json()) as Document;
    standing = await centre.addAgent();
    leader = await centre.addAgent('leader');
    secondTeacher = await centre.addAgent('quality');
    await centre.engine.query(
      `INSERT INTO agent_presence (agent_no, device_id, place, signed_on_at, kind, since, seen_at)
       VALUES ($1, 'd', '', 0, 'READY', 0, $2)`,
      [standing, Date.now()],
    );
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  async function askedOfLeaders(): Promise<string> {
    const id = randomUUID();
    await centre.engine.query(
      `INSERT INTO leader_requests (id, agent_no, device_id, call_id, asked_at) VALUES ($1, $2, $3, $4, $5)`,
      [id, standing, randomUUID(), randomUUID(), Date.now()],
    );
    return id;
  }

  /** What a desk of this seat would send there; undefined for an address without a body. */
  async function bodyFor(name: Name, seat: TestSeat): Promise<Json | undefined> {
    const { agentNo, deviceId, authorKey } = seat;
    const reveal = { customerId: 'c-drolma', field: 'phone', reason: 'callBack', at: Date.now() };
    const row = seat.signMutation(
      seat.compose({ kind: 'customer.reveal', entityId: 'c-drolma', seq: 1, body: reveal } as never),
    );
    const bodies: Partial<Record<Name, () => Promise<Json> | Json>> = {
      signIn: () => ({ protocolVersion: 1, agentNo, password, deviceId, numbersLeft: 500, authorKey }),
      refresh: () => ({ refreshToken: seat.refreshToken }),
      signOut: () => ({ refreshToken: seat.refreshToken }),
      recoverKey: async () => ({
        deviceId,
        sealedKey: await sealTo(centre.sealingKey, 'tashi-desk/seat-key/1', `${agentNo}\n${deviceId}`, randomBytes(32)),
      }),
      push: () => ({ protocolVersion: 1, mutations: [row] }),
      pushTogether: () => seat.together(row),
      pushSealed: async () => ({
        protocolVersion: 1,
        rows: [{ id: row.id, sealed: await sealRow(centre.sealingKey, row) }],
      }),
      numbers: () => ({ numbersLeft: 0 }),
      force: () => ({ agentNo: standing }),
      askLeader: () => ({ id: randomUUID(), callId: randomUUID() }),
      answerLeader: async () => ({ id: await askedOfLeaders(), verdict: 'refused' }),
      checkLeader: () => ({ agentNo: leader, password }),
      ticketDeed: async () => ({
        ...{ id: randomUUID(), ticketId: await ticketOf(seat, false, 'replied'), revision: 1, deed: 'followUp' },
      }),
      correctTicket: async () => ({
        ...{ id: randomUUID(), ticketId: await ticketOf(seat), revision: 1, changes: { priority: 'high' } },
      }),
      openExam: () => ({ id: randomUUID(), trainee: standing, second: leader, questions: ['家里没电了怎么办'] }),
      openExamSeries: () => ({
        ...{ id: randomUUID(), month: '2026-11', minutes: 30, passMark: 80, count: 1 },
        ...{ people: [standing], examiners: [leader, secondTeacher], pool: [{ text: '电线掉地上了', area: 'power' }] },
      }),
      askExam: async () => ({ id: await examWith(seat, 'examiner'), nth: 0 }),
      followUpExam: async () => ({ id: await examWith(seat, 'examiner'), nth: 0, key: randomUUID(), text: '然后呢' }),
      steerExam: async () => ({
        ...{ id: await examWith(seat, 'examiner'), nth: 0, key: randomUUID(), wish: { kind: 'silent' } },
      }),
      noteExamSearch: async () => ({ id: await examWith(seat, 'trainee'), words: '停电' }),
      answerExam: async () => ({ id: await examWith(seat, 'trainee') }),
      markExam: async () => ({
        ...{ id: await examWith(seat, 'examiner'), nth: 1, points: [5, 4, null, 0], isFatal: false },
      }),
      endExam: async () => ({ id: await examWith(seat, 'examiner', true) }),
      cancelExam: async () => ({ id: await examWith(seat, 'examiner') }),
      inviteRolePlay: () => ({ id: randomUUID(), colleague: standing, scenarioId: 'zh-one', part: 'agent' }),
      answerRolePlay: async () => ({ id: await rolePlayWith(seat, false), answer: 'declined' }),
      sayInRolePlay: async () => ({ id: await rolePlayWith(seat, true), frame: { type: 'here' } }),
      endRolePlay: async () => ({ id: await rolePlayWith(seat, true), reason: 'over' }),
      attachmentStates: async () => ({ ticketId: await ticketOf(seat) }),
      putAttachment: async () => ({
        ...{ ticketId: await ticketOf(seat), sha256: file.sha256, at: 0, data: fileBytes.toString('base64') },
      }),
      completeAttachment: async () => ({ ticketId: await ticketOf(seat, true), sha256: file.sha256 }),
    };
    return bodies[name]?.();
  }

  /** A pass test that he takes part in: its first question is asked, its second one answered; with all marks to be ended. */
  async function examWith({ agentNo }: TestSeat, part: 'trainee' | 'examiner', isMarked = false): Promise<string> {
    const id = randomUUID();
    const marks = isMarked ? [agentNo, leader].map((by) => ({ by, points: [5, 5, 5, 5], isFatal: false })) : [];
    const asked = { text: '家里没电了怎么办', searches: [], marks, askedAt: 1 };
    const [trainee, first] = part === 'trainee' ? [agentNo, standing] : [standing, agentNo];
    const call = { scenario: 'zh-outage-report', steers: [] };
    const questions = [isMarked ? { ...asked, answeredAt: 2 } : { ...asked, call }, { ...asked, answeredAt: 2 }];
    const body = { id, trainee, examiners: [first, leader], openedAt: 1, questions };
    await centre.engine.query(
      `INSERT INTO exams (id, trainee, first_examiner, second_examiner, opened_at, body)
       VALUES ($1, $2, $3, $4, 1, $5)`,
      [id, trainee, first, leader, JSON.stringify(body)],
    );
    return id;
  }

  /** One that he was asked to, and has accepted or not. */
  async function rolePlayWith({ agentNo }: TestSeat, isAccepted: boolean): Promise<string> {
    const [id, at] = [randomUUID(), centre.server.centre.now()];
    await centre.engine.query(
      'INSERT INTO role_plays (id, inviter, invited, invited_at, accepted_at) VALUES ($1, $2, $3, $4, $5)',
      [id, standing, agentNo, at, isAccepted ? at : null],
    );
    return id;
  }

  /** A ticket of this agent that names the file; with its bytes at the centre where they are wanted. */
  async function ticketOf({ agentNo }: TestSeat, hasBytes = false, status = 'closed'): Promise<TicketId> {
    const ticket = sampleTicket(`X-${randomUUID().slice(0, 8)}`, { attachments: [file] });
    await centre.engine.query(
      `INSERT INTO tickets (agent_no, device_id, received_at, id, number, seq, submitted_status, status, body)
       VALUES ($1, 'd', 0, $2, $3, 1, 'closed', $5, $4)`,
      [agentNo, ticket.id, ticket.number, JSON.stringify(ticket), status],
    );
    if (hasBytes) await centre.server.centre.attachments.put({ ...file, ticketId: ticket.id }, 0, fileBytes);
    return ticket.id;
  }

  /** The query of a request; of the last ticket of the agent for a file. */
  async function queryOf(name: Name, seat: TestSeat): Promise<string> {
    if (name === 'pull') return '?stream=tickets';
    if (name === 'ticket') return `?ticketId=${await ticketOf(seat)}`;
    if (name === 'enclosure') return enclosureQuery();
    if (name === 'voiceMessage') return freeMessageQuery(centre);
    if (name === 'trainingOf') return `?agentNo=${standing}`;
    if (name !== 'attachment') return '';
    const ticketId = await ticketOf(seat, true);
    await centre.server.centre.attachments.finish({ ...file, ticketId });
    await centre.engine.query(
      `INSERT INTO attachments (ticket_id, sha256, size, kind, agent_no, begun_at, stored_at) VALUES ($1, $2, 1, 'pdf', $3, 0, 0)`,
      [ticketId, file.sha256, seat.agentNo],
    );
    return `?ticketId=${ticketId}&sha256=${file.sha256}`;
  }

  /** A picture that a published article names. */
  async function enclosureQuery(): Promise<string> {
    await keepEnclosures(centre.server.centre.attachments, [{ ...file, bytes: fileBytes }]);
    const named = [{ id: 'zh.one', body: { enclosures: [file] } }];
    await centre.engine.transaction((client) => nameEnclosures(client, named));
    return `?sha256=${file.sha256}&at=0`;
  }

  const operationOf = (name: Name): Operation => {
    const { path, method } = endpoints[name];
    const operation = document.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${name} is not in the document`);
    return operation;
  };
  const ask = async (name: Name, seat: TestSeat, body: unknown, token = seat.accessToken) =>
    seat.request(endpoints[name].method, endpoints[name].path + (await queryOf(name, seat)), body, token);

  /** Checks by what the document says, read back from it. */
  function reader(content: Content): z.ZodType {
    const name = content['application/json']?.schema.$ref.replace('#/components/schemas/', '') ?? '';
    const schema = document.components.schemas[name];
    if (!schema) throw new Error(`${name} is not among the schemas`);
    return z.fromJSONSchema(schema);
  }

  function expectAnswer(name: Name, status: number, body: unknown): void {
    const described = operationOf(name).responses[String(status)];
    if (!described) throw new Error(`${name} answered ${String(status)}, which the document does not know`);
    // An answer without a body, or with a file.
    if (!described.content?.['application/json']) return expect(body).toBeUndefined();
    expect(reader(described.content).safeParse(body).error, `${name} ${String(status)}`).toBeUndefined();
  }

  test('knows every address that is served, and serves every address that it knows', async () => {
    const served = [...names.map((name) => endpoints[name].path), '/v1/live'];
    expect(Object.keys(document.paths).sort()).toEqual(served.sort());
    for (const name of names) expect(operationOf(name).responses['500']).toBeDefined();
    expect((await fetch(`${centre.url}/v1/live`)).status).toBe(401);
  });

  test('says who may ask: role by address, proven by asking, without and with tokens of every kind', async () => {
    const seats = new Map<Role, TestSeat>();
    for (const role of roles) seats.set(role, await centre.openSeat({ role }));
    const expired = await centre.openSeat();
    const gone = await centre.openSeat({ role: 'leader' });
    await centre.engine.query('UPDATE agents SET is_active = false WHERE agent_no = $1', [gone.agentNo]);
    const seen: Record<string, Record<string, number>> = {};
    const expected: typeof seen = {};
    for (const name of names) {
      const access: Access = endpoints[name].access;
      const isOpen = access === 'open';
      const may = (role: Role): boolean => typeof access === 'string' || access.includes(role);
      expect(operationOf(name)['x-roles']).toEqual(isOpen ? undefined : roles.filter(may));
      expect(operationOf(name).security !== undefined).toBe(!isOpen);
      const good = Number(Object.keys(endpoints[name].answers)[0]);
      const row: Record<string, number> = {};
      const should: Record<string, number> = {};
      if (!isOpen) {
        const body = await bodyFor(name, expired);
        const [claims = '', mac = ''] = expired.accessToken.split('.');
        const forged = Buffer.from(
          Buffer.from(claims, 'base64url').toString().replace(expired.agentNo, standing),
        ).toString('base64url');
        for (const token of ['', 'nonsense', `${forged}.${mac}`, expired.refreshToken]) {
          const answer = await ask(name, expired, body, token);
          row[`token ${String(Object.keys(row).length)}`] = answer.status;
          should[`token ${String(Object.keys(should).length)}`] = 401;
          expectAnswer(name, answer.status, answer.body);
        }
        // Who has left may have a token for a quarter of an hour, but no role.
        row['gone'] = (await ask(name, gone, await bodyFor(name, gone))).status;
        should['gone'] = access === 'agent' ? good : 403;
      }
      for (const [role, seat] of seats) {
        const body = await bodyFor(name, seat);
        const answer = await ask(name, seat, body);
        row[role] = answer.status;
        should[role] = may(role) ? good : 403;
        if (body) {
          const described = operationOf(name).requestBody?.content;
          if (!described) throw new Error(`${name} is sent a body that the document does not know`);
          expect(reader(described).safeParse(body).error, name).toBeUndefined();
        }
        expectAnswer(name, answer.status, answer.body);
      }
      seen[name] = row;
      expected[name] = should;
    }
    expect(seen).toEqual(expected);
    centre.putForward(16 * 60_000);
    for (const name of names) {
      if (endpoints[name].access === 'open') continue;
      expect((await ask(name, expired, await bodyFor(name, expired))).status, name).toBe(401);
    }
  });

  test('names the field: one that is missing, of a wrong type, or that nobody knows', async () => {
    const leader = await centre.openSeat({ role: 'leader' });
    for (const name of names) {
      const body = await bodyFor(name, leader);
      if (!body) {
        const path = endpoints[name].path + (await queryOf(name, leader));
        const odd = await leader.request('GET', `${path}${path.includes('?') ? '&' : '?'}unknown=1`);
        expect(odd, name).toMatchObject({ status: 400, body: { params: { field: 'unknown' } } });
        continue;
      }
      for (const field of Object.keys(body)) {
        const { [field]: _left, ...without } = body;
        // Of one with several forms it names what tells them apart.
        const named = new RegExp(`^${field}(\\.type)?$`);
        for (const wrong of [without, { ...body, [field]: { not: 'this' } }, { ...body, [field]: null }]) {
          const answer = await ask(name, leader, wrong);
          expectAnswer(name, answer.status, answer.body);
          expect(answer, name).toMatchObject({
            ...{ status: 400, body: { code: 'request.invalid', params: { field: expect.stringMatching(named) } } },
          });
        }
      }
      const answer = await ask(name, leader, { ...body, surplus: '=1+1' });
      expect(answer.body, name).toEqual({ code: 'request.invalid', params: { field: 'surplus' } });
      expect((await ask(name, leader, '{"half":')).status).toBe(400);
      expect((await ask(name, leader, [body])).status).toBe(400);
    }
    const none = await leader.request('GET', '/v1/pull?stream=tickets&limit=0');
    expect(none).toMatchObject({ status: 400, body: { params: { field: 'limit' } } });
  });

  test('says what travels inside of signed texts and pages', async () => {
    const seat = await centre.openSeat();
    const [block] = (await seat.signIn(password, 0)).numberBlocks;
    const mutation = seat.compose(ticketSketch(sampleTicket(numberOf(block))));
    const read = (name: string): z.ZodType =>
      reader({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
    expect(read('Mutation').safeParse(mutation).error).toBeUndefined();
    expect(read('Mutation').safeParse({ ...mutation, kind: 'ticket.burn' }).success).toBe(false);
    expect(await seat.push(seat.signMutation(mutation))).toMatchObject([{ outcome: 'applied' }]);
    const [item] = (await seat.pullAll('tickets')).items;
    expect(read('PullBody.tickets').safeParse(item?.op === 'put' && item.body).error).toBeUndefined();
    expect(read('PullBody.tickets').safeParse({}).success).toBe(false);
  });
});
