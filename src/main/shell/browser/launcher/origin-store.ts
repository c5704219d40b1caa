import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page's address on this machine. It stays the same per profile: the browser ties the microphone's permission to it. */
export interface SeatOrigin {
  /** First label of the host name, random: cookies ignore ports, so the host name keeps other local pages out. */
  readonly label: string;
  readonly port: number;
}

const fileName = 'browser-seat.json';

export function readOrigin(profileFolder: string): SeatOrigin {
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(join(profileFolder, fileName), 'utf8'));
  } catch {
    stored = null; // none yet, or not readable: a new one costs one question of the browser
  }
  return isOrigin(stored) ? { label: stored.label, port: stored.port } : { label: newLabel(), port: newPort() };
}

export function writeOrigin(profileFolder: string, origin: SeatOrigin): void {
  const path = join(profileFolder, fileName);
  writeFileSync(`${path}.new`, `${JSON.stringify(origin)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** Below the ports that operating systems hand out by themselves. */
export function newPort(): number {
  return randomInt(20_000, 32_000);
}

export function originUrl(origin: SeatOrigin): string {
  return `http://${origin.label}.localhost:${String(origin.port)}`;
}

function newLabel(): string {
  return `d${randomBytes(10).toString('hex')}`;
}

function isOrigin(value: unknown): value is SeatOrigin {
  if (typeof value !== 'object' || value === null || !('label' in value) || !('port' in value)) return false;
  const { label, port } = value;
  return (
    typeof label === 'string' &&
    /^d[0-9a-f]{20}$/.test(label) &&
    Number.isInteger(port) &&
    Number(port) > 1023 &&
    Number(port) < 65_536
  );
}
