import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createDiskStore } from '../../../server/attachments/disk-store.ts';
import { hashPassword } from '../../../server/auth/password-hash.ts';
import type { SqlEngine } from '../../../server/engine/sql-engine.ts';
import { loadCentreKeys } from '../../../server/keys/centre-keys.ts';
import type { CentreKeys } from '../../../server/keys/centre-keys.ts';
import { startCentralServer } from '../../../server/start-central-server.ts';
import type { CentralServer, CentralServerOptions } from '../../../server/start-central-server.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import type { Agent } from '../../../src/shared/domain/agent.ts';
import type { EngineKind } from './engines.ts';
import type { PostgresCluster } from './postgres.ts';

export const password = 'open sesame';
/** The cheapest there is: what argon2id costs is none of the contract's business. */
const cheap = { memoryKib: 8, passes: 1, lanes: 1 };

/** The real server in this process, over an empty database, with a clock that can be put forward and its log kept. */
export interface TestCentre {
  readonly server: CentralServer;
  readonly url: string;
  readonly keys: CentreKeys;
  readonly sealingKey: string;
  readonly signingKey: string;
  readonly engine: SqlEngine;
  readonly cluster: PostgresCluster | undefined;
  readonly logLines: string[];
  putForward(ms: number): void;
  /** A further agent that nobody else uses. */
  addAgent(role?: Agent['role']): Promise<string>;
  /** A seat of a further agent, signed in. */
  openSeat(changes?: Pick<Agent, 'role'>): Promise<TestSeat>;
  /** A second server process's worth on the same database; PostgreSQL only. */
  startTwin(): Promise<CentralServer>;
  stop(): Promise<void>;
}

export async function startTestCentre(
  kind: EngineKind,
  changes: Partial<CentralServerOptions> = {},
): Promise<TestCentre> {
  const folder = await mkdtemp(join(tmpdir(), 'tashi-centre-'));
  const { engine, reopen, cluster } = await kind.open();
  const { keys } = loadCentreKeys(join(folder, 'centre-keys.json'), true);
  const logLines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logLines.push(line) });
  let aheadMs = 0;
  const options: CentralServerOptions = {
    engine,
    keys,
    name: '测试中心',
    host: '127.0.0.1',
    port: 0,
    version: '0.0.0-test',
    log,
    attachments: createDiskStore(join(folder, 'attachments')),
    now: () => Date.now() + aheadMs,
    ...changes,
  };
  const server = await startCentralServer(options);
  const twins: CentralServer[] = [];
  let agents = 5000;
  const addAgent = async (role: Agent['role'] = 'agent'): Promise<string> => {
    agents += 1;
    const agentNo = String(agents);
    const body = { agentNo, displayName: '测试', role, languages: ['zh-Hans'], seatLabel: '普通话席' };
    await engine.query('INSERT INTO agents (agent_no, body, password_hash) VALUES ($1, $2, $3)', [
      agentNo,
      JSON.stringify(body),
      await hashPassword(password, cheap),
    ]);
    return agentNo;
  };
  return {
    server,
    url: server.url,
    keys,
    sealingKey: keys.sealing.publicKey,
    signingKey: keys.signing.publicKey,
    engine,
    cluster,
    logLines,
    putForward: (ms) => void (aheadMs += ms),
    addAgent,
    async openSeat(changes) {
      const seat = new TestSeat(server.url, await addAgent(changes?.role));
      await seat.signIn(password);
      return seat;
    },
    async startTwin() {
      const twin = await startCentralServer({ ...options, engine: reopen() });
      twins.push(twin);
      return twin;
    },
    async stop() {
      await Promise.all(twins.map((twin) => twin.stop()));
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
