import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabFolder } from './lab-folder.ts';
import { startProcess } from './processes.ts';

export interface CallOptions {
  readonly user: string;
  readonly number: string;
  /** Whole header lines, bytes as they shall be sent. */
  readonly headers?: readonly string[];
  /** Goes in where nobody bridges the media: the seat gets the plain offer as it is. */
  readonly isUnbridged?: boolean;
  /** The final answer that is expected; a call that is taken until the seat hangs up, else. */
  readonly refusedWith?: number;
  /** He is put on hold, goes where he is sent, and is taken there until that seat hangs up. */
  readonly isSentOn?: boolean;
  /** He hangs up after a while, and the exchange tells with it which key he pressed for his satisfaction. */
  readonly ratesWith?: string;
  /** He refuses the first change of the call, does not answer the second, and agrees to the third. */
  readonly isStubborn?: boolean;
  /** His confirmation of the answer never arrives; he talks all the same until the seat hangs up. */
  readonly isUnconfirmed?: boolean;
}

export interface SippCall {
  /** Settles when the call went exactly as the scenario says; rejects with sipp's own words. */
  readonly done: Promise<void>;
  /** Messages with their times, once `done`. */
  messages(): SippMessage[];
}

export interface SippMessage {
  /** UTC epoch ms, with fractions. */
  readonly at: number;
  readonly isSent: boolean;
  readonly firstLine: string;
}

let calls = 0;

/** A caller of the trunk: sipp, with what the exchange knows about him in the headers. */
export function callFromTrunk(lab: LabFolder, options: CallOptions): SippCall {
  calls += 1;
  const folder = `sipp-${calls}`;
  const source = scenarioOf(options);
  const scenario = lab.fill(join('scenarios', source), join(folder, 'scenario.xml'), {
    NUMBER: options.number,
    HEADERS: (options.headers ?? ['X-Queue: lab']).join('\n'),
    STATUS: String(options.refusedWith ?? ''),
    RATING: options.ratesWith ?? '',
  });
  const target = `127.0.0.1:${options.isUnbridged ? 5062 : 5060}`;
  const media = ['-mi', '127.0.0.1', '-mp', '32000'];
  const trace = ['-trace_msg', '-message_file', 'messages.log', '-trace_err', '-error_file', 'errors.log'];
  const once = ['-m', '1', '-l', '1', '-nostdin', '-i', '127.0.0.1', '-p', '5080', '-timeout', '90'];
  const cwd = join(lab.path, folder);
  const sipp = startProcess('sipp', [target, '-sf', scenario, '-s', options.user, ...once, ...media, ...trace], cwd);
  lab.atEnd(() => sipp.stop());
  const done = sipp.ended.then((code) => {
    if (code !== 0)
      throw new Error(`sipp ended with ${String(code)}:\n${read(cwd, 'errors.log')}${tail(sipp.output())}`);
  });
  done.catch(() => undefined);
  return { done, messages: () => readMessages(read(cwd, 'messages.log')) };
}

function scenarioOf({ refusedWith, isSentOn, isStubborn, isUnconfirmed, ratesWith }: CallOptions): string {
  if (refusedWith !== undefined) return 'refused.xml';
  if (ratesWith !== undefined) return 'rated.xml';
  if (isUnconfirmed) return 'never-confirms.xml';
  if (isSentOn) return 'goes-where-sent.xml';
  return isStubborn ? 'stubborn.xml' : 'call.xml';
}

/** sipp writes a line of dashes with the time, then what was sent or received, then the message. */
function readMessages(log: string): SippMessage[] {
  const pattern =
    /^-{20,} (\d{4}-\d\d-\d\d)[ \t](\d\d:\d\d:\d\d\.\d+)[^\n]*\n(\w+) message (sent|received)[^\n]*\n+([^\r\n]+)/gm;
  return [...log.matchAll(pattern)].map(([, day, time = '', , direction, firstLine = '']) => {
    const [seconds = '', fraction = ''] = time.split('.');
    return {
      at: new Date(`${day ?? ''}T${seconds}`).getTime() + Number(`0.${fraction}`) * 1000,
      isSent: direction === 'sent',
      firstLine,
    };
  });
}

function read(folder: string, start: string): string {
  const name = readdirSync(folder).find((entry) => entry.startsWith(start));
  return name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
}

function tail(text: string): string {
  return text.slice(-2000);
}
