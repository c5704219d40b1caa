import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { domain } from './exchange.ts';
import type { LabFolder } from './lab-folder.ts';
import { startProcess } from './processes.ts';

const root = resolve(import.meta.dirname, '../../..');

export const agentPassword = 'lab-agent';

/** What the exchange knows. */
export const exchangeUsers = { '8001': 'line-8001', '8002': 'line-8002', '8004': 'line-8004' };

/** Agents by what their line is like. */
export const agents = { good: '8001', wrongPassword: '8002', unknownUser: '8003', colleague: '8004' } as const;

const lines = {
  '8001': { user: '8001', password: 'line-8001' },
  '8002': { user: '8002', password: 'mistyped' },
  '8003': { user: '8003', password: 'line-8003' },
  '8004': { user: '8004', password: 'line-8004' },
};

export interface LabCentre {
  /** Makes a desk's home with a profile of this centre on these exchange servers, and what else it says of them. */
  writeProfile(home: string, servers: readonly string[], exchange?: Readonly<Record<string, unknown>>): void;
}

/** The built central server with the demo's customers and content, and agents who have lines. */
export async function startCentre(lab: LabFolder): Promise<LabCentre> {
  const agentsFile = join(lab.path, 'agents.json');
  const entries = Object.entries(lines).map(([agentNo, sip]) => ({
    ...{ agentNo, sip, password: agentPassword, role: 'agent', displayName: '测试', seatLabel: '安多藏语席' },
    languages: ['adx', 'zh-Hans'],
  }));
  writeFileSync(agentsFile, JSON.stringify({ agents: entries }));
  const program = join(root, 'out/main/central-server.js');
  const content = ['--resources', join(root, 'resources'), '--demo', '--agents', agentsFile];
  const server = startProcess(
    process.execPath,
    [program, '--port', '0', '--data', join(lab.path, 'centre'), ...content],
    root,
  );
  lab.atEnd(() => server.stop());
  const [ready] = await server.said(/^\{"ready":true.*\}$/m);
  const { url, name, sealingKey, signingKey } = JSON.parse(ready) as Record<string, string>;
  return {
    writeProfile: (home, servers, rest = {}) => {
      const folder = join(home, 'profiles', 'lab');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const profile = {
        ...{ schemaVersion: 1, name: 'lab', kind: 'live', region: 'CN' },
        centre: { name, url, sealingKey, signingKey },
        exchange: { servers, domain, iceServers: [], ...rest },
      };
      writeFileSync(join(folder, 'profile.json'), JSON.stringify(profile));
    },
  };
}
