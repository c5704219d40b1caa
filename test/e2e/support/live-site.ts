import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '../../../src/shared/domain/agent.ts';
import { startFaultyProxy, type FaultyProxy } from '../../fakes/faulty-proxy.ts';
import { putDatabase } from '../../fakes/pglite-template.ts';
import { resourcesFolder, startServerProcess, type ServerProcess } from '../../fakes/server-process.ts';
import { SipRegistrar } from '../../fakes/sip-registrar.ts';
import { newHome } from './launcher.ts';
import { shiftedProcess } from './shifted-clock.ts';

const linePassword = 'lab-line';
const domain = 'pbx.invalid';
export const liveProfile = 'qinghai';

/** A home with a profile of the site, on a line to the centre of its own. */
export interface LiveHome {
  readonly path: string;
  readonly line: FaultyProxy;
}

/** A centre and an exchange, each in its own right, for desks that are not the demo: what happens there is no practice. */
export interface LiveSite {
  /** Starts the central server on what it kept from the last time; `shiftMs` sets its clock off. */
  startCentre(shiftMs?: number): Promise<void>;
  stopCentre(): Promise<void>;
  /** From the next start on the centre lists the agent in this role. */
  listRole(agentNo: string, role: Role): void;
  /** From the next start on the centre lists the agent with these languages only. */
  listLanguages(agentNo: string, languages: readonly string[]): void;
  /** `exchange`: what its profile says of calls besides. */
  newHome(exchange?: object): Promise<LiveHome>;
  readonly exchangeUrl: string;
  /** Methods of the requests that the exchange heard, in order. */
  asked(): string[];
  /** Of the centre that runs. */
  centreUrl(): Promise<string>;
  readonly domain: string;
  close(): Promise<void>;
}

export async function makeLiveSite(): Promise<LiveSite> {
  const folder = mkdtempSync(join(tmpdir(), 'tashi-site-'));
  const agentsFile = join(folder, 'agents.json');
  const agents = demoAgents().map((agent) => ({ ...agent, sip: { user: agent.agentNo, password: linePassword } }));
  writeFileSync(agentsFile, JSON.stringify({ agents }));
  const exchange = await SipRegistrar.listen(Object.fromEntries(agents.map(({ sip }) => [sip.user, sip.password])));
  const lines: FaultyProxy[] = [];
  let server: ServerProcess | undefined;
  let isNew = true;

  async function stopCentre(): Promise<void> {
    server?.child.stdin.end();
    await server?.exited;
    server = undefined;
  }
  async function startCentre(shiftMs = 0): Promise<void> {
    // Only a new centre takes the demo's customers; later it goes on with what it has.
    const content = isNew ? ['--demo', '--resources', resourcesFolder] : [];
    if (isNew) await putDatabase(join(folder, 'centre'));
    const args = ['--data', join(folder, 'centre'), ...content, '--agents', agentsFile, '--parent-pipe'];
    server = startServerProcess(args, shiftMs === 0 ? {} : shiftedProcess(shiftMs));
    const { url } = await server.ready;
    isNew = false;
    for (const line of lines) line.pointTo(url);
  }
  return {
    exchangeUrl: exchange.url,
    asked: () => exchange.received.filter(({ status }) => status === undefined).map(({ method }) => method),
    async centreUrl() {
      if (!server) throw new Error('the centre does not run');
      return (await server.ready).url;
    },
    domain,
    startCentre,
    stopCentre,
    listRole(agentNo, role) {
      const listed = agents.map((agent) => (agent.agentNo === agentNo ? { ...agent, role } : agent));
      writeFileSync(agentsFile, JSON.stringify({ agents: listed }));
    },
    listLanguages(agentNo, languages) {
      const listed = agents.map((agent) => (agent.agentNo === agentNo ? { ...agent, languages } : agent));
      writeFileSync(agentsFile, JSON.stringify({ agents: listed }));
    },
    async newHome(more = {}) {
      if (!server) throw new Error('the centre must run when a desk is set up for it');
      const { url, name, sealingKey, signingKey } = await server.ready;
      const line = await startFaultyProxy(url);
      lines.push(line);
      const path = newHome();
      const profileFolder = join(path, 'profiles', liveProfile);
      mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
      const profile = {
        ...{ schemaVersion: 1, name: liveProfile, kind: 'live', region: 'CN' },
        centre: { name, url: line.url, sealingKey, signingKey },
        exchange: { servers: [exchange.url], domain, iceServers: [], ...more },
      };
      writeFileSync(join(profileFolder, 'profile.json'), JSON.stringify(profile));
      return { path, line };
    },
    async close() {
      await Promise.all(lines.map((line) => line.close()));
      await stopCentre();
      await exchange.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function demoAgents(): { agentNo: string }[] {
  const text = readFileSync(join(resourcesFolder, 'demo', 'agents.json'), 'utf8');
  return (JSON.parse(text) as { agents: { agentNo: string }[] }).agents;
}
