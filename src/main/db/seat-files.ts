import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { agentNoSchema, type AgentNo } from '../../shared/ids.ts';
import { syncFolder } from '../crypto/key-copies.ts';

export interface SeatPaths {
  readonly database: string;
  readonly keys: readonly string[];
  readonly lock: string;
  /** Tickets that were acknowledged but are not in the database yet. */
  readonly journal: string;
  /** Written when a read met damage in the middle of the database: the next opening looks at all of it. */
  readonly suspect: string;
}

export interface ProfilePaths {
  readonly directory: string;
  readonly outbox: string;
  readonly packs: string;
  readonly seats: string;
  readonly setAside: string;
}

export function profilePaths(folder: string): ProfilePaths {
  return {
    directory: join(folder, 'directory.db'),
    outbox: join(folder, 'outbox.db'),
    packs: join(folder, 'packs.db'),
    seats: join(folder, 'seats'),
    setAside: join(folder, 'set-aside'),
  };
}

export function seatPaths(folder: string, agentNo: AgentNo): SeatPaths {
  const base = join(profilePaths(folder).seats, agentNo);
  return {
    database: `${base}.db`,
    keys: [`${base}.key-a.json`, `${base}.key-b.json`],
    lock: `${base}.lock`,
    journal: `${base}.journal`,
    suspect: `${base}.suspect`,
  };
}

/** Agents with a seat on this machine, readable or not. */
export function listSeats(folder: string): AgentNo[] {
  const { seats } = profilePaths(folder);
  if (!existsSync(seats)) return [];
  const names = readdirSync(seats).flatMap((name) => /^([A-Za-z0-9]+)\.(?:db|key-[ab]\.json)$/.exec(name)?.[1] ?? []);
  return [...new Set(names)].sort().map((name) => agentNoSchema.parse(name));
}

export function makeFolders(folder: string): void {
  mkdirSync(profilePaths(folder).seats, { recursive: true, mode: 0o700 });
}

/** A file that is there and holds something. */
export function hasContent(path: string): boolean {
  return existsSync(path) && statSync(path).size > 0;
}

/**
 * Moves a database with its log out of the way, whole, together with what opens it, into a folder of its own below
 * set-aside/. `companions` are copied, since they are still needed where they are. Nothing is ever deleted. Returns
 * the name of the new folder.
 */
export function setAside(folder: string, database: string, companions: readonly string[], at: number): string {
  const place = makePlace(folder, basename(database), at);
  for (const path of companions.filter((name) => existsSync(name))) copyFileSync(path, join(place, basename(path)));
  // The database first: after a crash in between, a log without its database is set aside the next time, while a
  // database without its log would open and lack its last tickets.
  for (const path of [database, `${database}-wal`, `${database}-shm`, `${database}-journal`]) {
    if (existsSync(path)) renameSync(path, join(place, basename(path)));
  }
  syncFolder(place);
  return basename(place);
}

/** As `setAside`, for a seat whose key is lost as well: the key files go along, and the journal that it opens. */
export function setAsideWithKeys(folder: string, paths: SeatPaths, at: number): string {
  const name = setAside(folder, paths.database, [], at);
  const place = join(profilePaths(folder).setAside, name);
  for (const path of [...paths.keys, paths.journal]) {
    if (existsSync(path)) renameSync(path, join(place, basename(path)));
  }
  syncFolder(place);
  return name;
}

function makePlace(folder: string, name: string, at: number): string {
  const parent = profilePaths(folder).setAside;
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '-');
  for (let count = 0; ; count++) {
    const place = join(parent, `${stamp}-${name}${count === 0 ? '' : `-${count}`}`);
    if (existsSync(place)) continue;
    mkdirSync(place, { mode: 0o700 });
    syncFolder(parent);
    return place;
  }
}
