import { readFileSync, readdirSync } from 'node:fs';

/** Ids of all processes that were started with this desk home in their environment. */
export function processesOf(home: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(`TASHI_DESK_HOME=${home}`))
    .filter((pid) => !isZombie(pid))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

export function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`)
    .split(' ')
    .filter((child) => child !== '' && !isZombie(child))
    .map(Number);
}

/** Neither ended nor only waiting for its parent to notice that it has. */
export function isRunning(pid: number): boolean {
  return read(`/proc/${pid}/stat`) !== '' && !isZombie(String(pid));
}

/** Ended, and only waiting for its parent to notice. */
function isZombie(pid: string): boolean {
  return /^State:\s+Z/m.test(read(`/proc/${pid}/status`));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // gone meanwhile, or somebody else's
  }
}
