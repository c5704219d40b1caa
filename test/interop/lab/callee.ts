import { join } from 'node:path';
import type { LabFolder } from './lab-folder.ts';
import { startProcess } from './processes.ts';

/** Where the number listens; the exchange has to know it. */
export const calleePort = 5081;

export interface Callee {
  /** Settles when all its calls went exactly as the scenario says; rejects with sipp's own words. */
  readonly done: Promise<void>;
}

/** A number of the trunk that is called, once or so often: sipp as the far end. */
export function answerOnTrunk(lab: LabFolder, source: string, times = 1): Callee {
  const folder = `callee-${source}`;
  const scenario = lab.fill(join('scenarios', `${source}.xml`), join(folder, 'scenario.xml'));
  const cwd = join(lab.path, folder);
  const count = ['-m', String(times), '-l', '1', '-timeout', String(90 * times)];
  const once = [...count, '-nostdin', '-i', '127.0.0.1', '-p', String(calleePort)];
  const media = ['-mi', '127.0.0.1', '-mp', '32500'];
  const sipp = startProcess(
    'sipp',
    ['-sf', scenario, ...once, ...media, '-trace_err', '-error_file', 'errors.log'],
    cwd,
  );
  lab.atEnd(() => sipp.stop());
  const done = sipp.ended.then((code) => {
    if (code !== 0) throw new Error(`sipp ended with ${String(code)}:\n${sipp.output().slice(-2000)}`);
  });
  done.catch(() => undefined);
  return { done };
}
