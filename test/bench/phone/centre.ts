import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CallerLanguage } from '../../../src/shared/domain/language.ts';
import { startProcess } from '../../interop/lab/processes.ts';
import { benchAgentNo, benchCustomer, greetings, type BenchCustomer, type BenchLanguage } from './callers.ts';

const root = resolve(import.meta.dirname, '../../..');

export const agentPassword = 'bench-agent';
/** What the exchange knows about the agent's line. */
export const line = { user: benchAgentNo, password: 'bench-line' };

export interface BenchCentre {
  /** Makes a desk's home with a profile of this centre on this exchange. */
  writeProfile(home: string, exchangeUrl: string): void;
  stop(): Promise<void>;
}

/**
 * The built central server with as many customers as asked for, two past calls and a third of an open ticket each; the
 * phrase packs are the shipped ones but for the greetings. `addContent` may put more into the folder of its content.
 */
export async function startCentre(
  folder: string,
  customerCount: number,
  addContent: (resources: string) => void = () => undefined,
): Promise<BenchCentre> {
  const resources = join(folder, 'resources');
  cpSync(join(root, 'resources'), resources, { recursive: true });
  const customers = Array.from({ length: customerCount }, (_, index) => benchCustomer(index));
  writeCustomers(join(resources, 'demo'), customers);
  for (const lang of Object.keys(greetings) as BenchLanguage[]) {
    writeGreetings(join(resources, 'languages', lang, 'phrases.json'), lang);
  }
  addContent(resources);
  const agentsFile = join(folder, 'agents.json');
  const agent = {
    ...{ agentNo: benchAgentNo, sip: line, password: agentPassword, role: 'agent', displayName: '测试' },
    ...{ seatLabel: '安多藏语席', languages: ['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'] },
  };
  writeFileSync(agentsFile, JSON.stringify({ agents: [agent] }));
  const content = ['--resources', resources, '--demo', '--agents', agentsFile];
  const program = join(root, 'out/main/central-server.js');
  const server = startProcess(
    process.execPath,
    [program, '--port', '0', '--data', join(folder, 'centre'), ...content],
    root,
  );
  const [ready] = await server.said(/^\{"ready":true.*\}$/m);
  const { url, name, sealingKey, signingKey } = JSON.parse(ready) as Record<string, string>;
  return {
    stop: () => server.stop(),
    writeProfile: (home, exchangeUrl) => {
      const profileFolder = join(home, 'profiles', 'bench');
      mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
      const profile = {
        ...{ schemaVersion: 1, name: 'bench', kind: 'live', region: 'CN' },
        centre: { name, url, sealingKey, signingKey },
        exchange: { servers: [exchangeUrl], domain: 'bench.invalid', iceServers: [] },
      };
      writeFileSync(join(profileFolder, 'profile.json'), JSON.stringify(profile));
    },
  };
}

interface DemoFile<T> {
  readonly [list: string]: readonly T[];
}

/** Adds to what the demo has. */
function addTo(file: string, list: string, entries: readonly object[]): void {
  const known = JSON.parse(readFileSync(file, 'utf8')) as DemoFile<object>;
  writeFileSync(file, JSON.stringify({ ...known, [list]: [...(known[list] ?? []), ...entries] }));
}

function writeCustomers(demo: string, customers: readonly BenchCustomer[]): void {
  addTo(
    join(demo, 'customers.json'),
    'customers',
    customers.map(({ id, name, salutation, phone, address, language }) => ({
      ...{ id, name, salutation, phones: [phone], address, language, area: 'xining' },
      ...{ accountNo: `0630 ${id.slice(-5)} 1`, managerName: '李海燕', managerPhone: '0971 0000206' },
      ...{ isSpecialHandling: false, updatedMinutesAgo: 3_000 },
    })),
  );
  addTo(
    join(demo, 'calls.json'),
    'calls',
    customers.flatMap(({ id, language, hasCalledYesterday }) => [
      pastCall(`${id}-a`, id, language, 20_000),
      pastCall(`${id}-b`, id, language, hasCalledYesterday ? 1_000 : 8_000),
    ]),
  );
  addTo(
    join(demo, 'tickets.json'),
    'tickets',
    customers.flatMap(({ id, openTicket }, index) =>
      openTicket === undefined
        ? []
        : [
            {
              id: `01980000-0000-7000-8000-${String(index).padStart(12, '0')}`,
              ...{ number: openTicket, customerId: id, type: 'faultRepair', subType: 'low-voltage' },
              ...{ status: 'processing', area: 'xining', summary: '低压线路故障，家中无电' },
              ...{ createdMinutesAgo: 1_300, updatedMinutesAgo: 1_200, dueInMinutes: 500 },
            },
          ],
    ),
  );
}

function pastCall(id: string, customerId: string, language: CallerLanguage, minutesAgo: number): object {
  return { id, customerId, agentNo: '0031', language, minutesAgo, durationS: 80, topic: '询问本月电费' };
}

function writeGreetings(file: string, lang: BenchLanguage): void {
  const pack = JSON.parse(readFileSync(file, 'utf8')) as { phrases: { moment: string }[] };
  const { first, returning } = greetings[lang];
  const isTibetan = lang === 'adx' || lang === 'khg';
  const greeting = (moment: string, text: string) => ({
    ...{ moment, status: 'draft', version: 1 },
    ...{ text: isTibetan ? 'བདེ་མོ།' : text, gloss: text },
  });
  const others = pack.phrases.filter(({ moment }) => !moment.startsWith('greeting.'));
  const own = [greeting('greeting.any', first), greeting('greeting.returning', returning)];
  writeFileSync(file, JSON.stringify({ ...pack, phrases: [...own, ...others] }));
}
