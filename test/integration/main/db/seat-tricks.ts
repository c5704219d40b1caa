import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeatFixture } from './seat-fixture.ts';
import { agentA, makeDraft, must, startOfTime } from './test-centre.ts';

/** Signs agent A in, submits one ticket and signs him off. */
export async function makeSeatWithTicket(seat: SeatFixture): Promise<void> {
  must(await seat.centre.enter(seat.store, agentA, startOfTime));
  must(await seat.store.submitTicket(makeDraft(), false, startOfTime + 1000));
  await seat.store.close();
}

/** Folders below set-aside/. */
export function setAside({ folder }: SeatFixture): string[] {
  const parent = join(folder, 'set-aside');
  return existsSync(parent) ? readdirSync(parent) : [];
}

/** Rewrites the body of both key files with a checksum that fits, as somebody would who wants to cheat. */
export function tamper(seat: SeatFixture, change: (body: Record<string, unknown>) => Record<string, unknown>): void {
  for (const name of ['9527.key-a.json', '9527.key-b.json']) {
    const { body } = JSON.parse(readFileSync(seat.seatFile(name), 'utf8')) as { body: string };
    const changed = JSON.stringify(change(JSON.parse(body) as Record<string, unknown>));
    const checksum = createHash('sha256').update(changed).digest('base64url');
    writeFileSync(seat.seatFile(name), JSON.stringify({ checksum, body: changed }));
  }
}

/** Inverts one byte of a file. */
export function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(path, bytes);
}
