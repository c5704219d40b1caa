import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { domain } from './exchange.ts';
import type { LabFolder } from './lab-folder.ts';
import { startProcess } from './processes.ts';
import { seen, until } from './until.ts';

export interface PhoneEvent {
  /** Of the call. */
  readonly id: string;
  /** As baresip calls it: `CALL_RINGING`, `CALL_ESTABLISHED`, `CALL_CLOSED`… */
  readonly type: string;
  /** UTC epoch ms of its arrival here. */
  readonly at: number;
  readonly param: string;
}

/** A real phone on the trunk, baresip: plain RTP in A-law, speaks from a file, records what it sends and what it hears. */
export interface TrunkPhone {
  /** Calls, once its last call is over: a phone that still has one puts it on hold for the next. */
  dial(user: string): Promise<void>;
  /** What was before is over and forgotten: somebody is going to call this phone. */
  expect(): Promise<void>;
  /** Takes the call that rings. */
  answer(): void;
  /** Gives up, or hangs up. */
  hangUp(): void;
  /** Hangs up whatever a test that failed has left. */
  clear(): Promise<void>;
  /** The first event of this type since the last `dial` or `expect`. */
  next(type: string): Promise<PhoneEvent>;
  /** Files of the last call, growing while it lasts, kept until the next one. */
  recording(side: 'heard' | 'said'): Promise<string>;
}

const startsCall: ReadonlySet<string> = new Set(['CALL_INCOMING', 'CALL_OUTGOING', 'CALL_RINGING', 'CALL_ESTABLISHED']);

/** Where a phone listens: SIP (and one port above it), its control, sound. */
const places = {
  first: { sip: 5070, control: 4444, rtp: '33000-33499' },
  second: { sip: 5074, control: 4445, rtp: '33500-33999' },
} as const;

export interface PhoneOptions {
  /** The port of a place is what the exchange has to know for calls to this phone. */
  readonly place?: keyof typeof places;
  /** File of the lab's folder that it speaks from. */
  readonly voice?: string;
}

export function sipPortOf(place: keyof typeof places): number {
  return places[place].sip;
}

export async function startPhone(
  lab: LabFolder,
  number: string,
  { place = 'first', voice = 'caller.wav' }: PhoneOptions = {},
): Promise<TrunkPhone> {
  const { sip, control: port, rtp } = places[place];
  lab.fill('baresip.config', join(place, 'config'), {
    ...{ MODULES: '/usr/lib/baresip/modules', PLACE: place, VOICE: voice },
    ...{ SIP_PORT: String(sip), CONTROL_PORT: String(port), RTP_PORTS: rtp },
  });
  const folder = join(lab.path, place);
  mkdirSync(join(folder, 'recordings'), { recursive: true });
  const account = `<sip:${number}@${domain}>;regint=0;outbound="sip:127.0.0.1:5060";audio_codecs=PCMA/8000/1`;
  writeFileSync(join(folder, 'accounts'), `${account}\n`);
  writeFileSync(join(folder, 'contacts'), '');
  const process = startProcess('baresip', ['-f', folder], folder);
  lab.atEnd(() => process.stop());
  return control(join(folder, 'recordings'), await until(`control of the phone at ${String(port)}`, () => open(port)));
}

function control(folder: string, socket: Socket): TrunkPhone {
  let events: PhoneEvent[] = [];
  const calls = new Set<string>();
  const looking = new Set<() => void>();
  readNetstrings(socket, (text) => {
    const said = JSON.parse(text) as { event?: boolean; type?: string; param?: string; id?: string };
    if (!said.event) return;
    const { type = '', param = '', id = '' } = said;
    if (type === 'CALL_CLOSED') calls.delete(id);
    else if (startsCall.has(type)) calls.add(id);
    events.push({ type, param, id, at: Date.now() });
    for (const look of looking) look();
  });
  const command = (name: string, params = ''): void => {
    const text = JSON.stringify({ command: name, params, token: name });
    socket.write(`${Buffer.byteLength(text)}:${text},`);
  };
  const idle = async (): Promise<void> => {
    await seen('the end of the last call of a phone', looking, () => (calls.size === 0 ? true : undefined));
  };
  const expect = async (): Promise<void> => {
    await idle();
    events = [];
    // Named by the second: two short calls after each other would share one.
    for (const file of recordings(folder)) rmSync(file);
  };
  return {
    dial: async (user) => {
      await expect();
      command('dial', `sip:${user}@${domain}`);
    },
    expect,
    clear: async () => {
      while (calls.size > 0) {
        const left = calls.size;
        command('hangup');
        await seen('the end of a call that a phone hung up', looking, () => (calls.size < left ? true : undefined));
      }
    },
    answer: () => command('accept'),
    hangUp: () => command('hangup'),
    next: (type) => seen(`${type} of a phone`, looking, () => events.find((event) => event.type === type)),
    recording: (side) => {
      const end = side === 'heard' ? '-dec.wav' : '-enc.wav';
      return until(`a recording *${end}`, () => recordings(folder).find((file) => file.endsWith(end)));
    },
  };
}

function recordings(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}

async function open(port: number): Promise<Socket | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    return undefined;
  }
}

function readNetstrings(socket: Socket, take: (text: string) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const colon = rest.indexOf(':');
      const length = Number(rest.subarray(0, colon).toString());
      if (colon < 1 || rest.length < colon + length + 2) return;
      take(rest.subarray(colon + 1, colon + 1 + length).toString('utf8'));
      rest = rest.subarray(colon + length + 2);
    }
  });
}
