import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { LabFolder } from './lab-folder.ts';
import { startProcess, type LabProcess } from './processes.ts';
import { until } from './until.ts';

export const wsUrl = 'ws://127.0.0.1:8088';
export const wssUrl = 'wss://127.0.0.1:8443';
export const domain = 'lab.invalid';

/** Kamailio, and rtpengine beside it, which turns WebRTC into plain RTP. */
export interface Exchange {
  /** Settles when it takes calls; seats over plain ws come in at this port. */
  start(wsPort?: number): Promise<void>;
  /** Hangs with every connection open, as a machine that swaps itself to death. */
  freeze(): void;
  thaw(): void;
  /** As a power cut would: no goodbye, every connection gone. The media relay stays. */
  kill(): Promise<void>;
  /** Up and thawn again, if a test that failed has left it otherwise. */
  clear(): Promise<void>;
  log(): string;
}

/**
 * @param users passwords by user
 * @param trunk ports of outside phones by number
 */
export function makeExchange(
  lab: LabFolder,
  users: Readonly<Record<string, string>>,
  trunk: Readonly<Record<string, number>> = {},
): Exchange {
  const table = (name: string, entries: Readonly<Record<string, string | number>>): string =>
    Object.entries(entries)
      .map(([key, value]) => `    $sht(${name}=>${key}) = "${value}";`)
      .join('\n');
  const USERS = table('users', users);
  const TRUNK = table('trunk', trunk);
  lab.fill('tls.cfg', 'tls.cfg');
  let relay: LabProcess | undefined;
  let proxy: LabProcess | undefined;
  let log = '';
  const end = async (signal?: NodeJS.Signals): Promise<void> => {
    await proxy?.stop(signal);
    log += proxy?.output() ?? '';
    proxy = undefined;
  };
  lab.atEnd(async () => {
    await end();
    await relay?.stop();
  });
  const start = async (wsPort = 8088): Promise<void> => {
    relay ??= await startRelay(lab);
    const config = lab.fill('kamailio.cfg', 'kamailio.cfg', { USERS, TRUNK, WS_PORT: String(wsPort) });
    proxy = startProcess('kamailio', ['-f', config, '-DD', '-E', '-m', '64', '-M', '8', '-w', lab.path], lab.path);
    await whileRunning(proxy, () => accepts(wsPort));
  };
  const thaw = (): void => proxy?.signal('SIGCONT');
  return {
    start,
    thaw,
    freeze: () => proxy?.signal('SIGSTOP'),
    clear: async () => {
      thaw();
      if (!proxy) await start();
    },
    kill: () => end('SIGKILL'),
    log: () => log + (proxy?.output() ?? '') + (relay?.output() ?? ''),
  };
}

async function startRelay(lab: LabFolder): Promise<LabProcess> {
  const listen = ['--interface=127.0.0.1', '--listen-ng=127.0.0.1:2223', '--port-min=34000', '--port-max=38999'];
  const rest = ['--foreground', '--log-stderr', '--table=-1', '--num-threads=2', '--log-level=5'];
  const relay = startProcess('rtpengine', [...rest, ...listen], lab.path);
  await whileRunning(relay, answersPing);
  return relay;
}

async function whileRunning(process: LabProcess, ask: () => Promise<true | undefined>): Promise<void> {
  await until('a program of the lab that takes calls', () => (process.hasEnded() ? true : ask()));
  if (process.hasEnded()) throw new Error(`it ended while it was starting:\n${process.output().slice(-4000)}`);
}

function accepts(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(undefined));
  });
}

/** rtpengine's own control protocol: a cookie, then a bencoded dictionary. */
async function answersPing(): Promise<true | undefined> {
  const socket = createSocket('udp4');
  socket.connect(2223, '127.0.0.1');
  await once(socket, 'connect');
  const answer = new Promise<true | undefined>((resolve) => {
    socket.once('message', (data) => resolve(data.includes('pong') ? true : undefined));
    socket.once('error', () => resolve(undefined));
    setTimeout(() => resolve(undefined), 500).unref();
  });
  socket.send('lab d7:command4:pinge');
  return answer.finally(() => socket.close());
}
