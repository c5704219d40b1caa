import type { ChaosCentre } from './chaos-centre.ts';
import type { ChaosDesk } from './chaos-desk.ts';

const day = 24 * 3_600_000;

/** Mulberry32: the same numbers in [0, 1) for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Mischief {
  readonly name: string;
  /** How often it comes, against the others. */
  readonly weight: number;
  do(scene: Scene): Promise<void> | void;
}

export interface Scene {
  readonly centre: ChaosCentre;
  readonly desks: readonly ChaosDesk[];
  /** The one that it happens to, where it happens to a desk. */
  readonly desk: ChaosDesk;
  readonly random: () => number;
}

/** After the server is back at another address. */
function pointAll({ centre, desks }: Scene): void {
  for (const { line } of desks) line.pointTo(centre.url());
}

const few = (random: () => number): number => 1 + Math.floor(random() * 3);

/** Everything that may go wrong, one thing at a time; lines stay as they are left until something mends them. */
export const mischiefs: readonly Mischief[] = [
  { name: 'nothing', weight: 3, do: () => undefined },
  { name: 'desk killed', weight: 5, do: ({ desk }) => desk.kill(0) },
  {
    name: 'desk killed, clock three days off',
    weight: 1,
    do: ({ desk, random }) => desk.kill(random() < 0.5 ? 3 * day : -3 * day),
  },
  {
    name: 'server killed',
    weight: 4,
    async do(scene) {
      await scene.centre.killServer();
      pointAll(scene);
    },
  },
  { name: 'database killed', weight: 1, do: ({ centre }) => centre.killDatabase() },
  { name: 'cable out', weight: 2, do: ({ desk }) => desk.line.pullCable() },
  { name: 'cable in', weight: 3, do: ({ desk }) => desk.line.plugIn() },
  { name: 'requests cut', weight: 2, do: ({ desk, random }) => desk.line.cutRequests(few(random)) },
  { name: 'answers lost', weight: 2, do: ({ desk, random }) => desk.line.dropAnswers(few(random)) },
  { name: 'answers truncated', weight: 2, do: ({ desk, random }) => desk.line.truncateAnswers(few(random)) },
  { name: 'requests twice', weight: 2, do: ({ desk, random }) => desk.line.repeatNext(few(random)) },
  { name: 'server busy', weight: 1, do: ({ desk, random }) => desk.line.failNext(few(random), 503) },
  { name: 'server broken', weight: 1, do: ({ desk, random }) => desk.line.failNext(few(random), 500) },
  { name: 'line slow', weight: 1, do: ({ desk, random }) => desk.line.slowDown(random() < 0.5 ? 0 : 200) },
  { name: 'disk of a desk full', weight: 1, do: ({ desk }) => desk.fillDisk('ticket') },
  {
    name: 'disk of the database full',
    weight: 1,
    async do({ centre, desk }) {
      if (!(await centre.fillDisk())) return;
      await desk.act('ticket');
      await centre.freeDisk();
    },
  },
  { name: 'tokens revoked', weight: 1, do: ({ centre }) => centre.revokeTokens() },
  { name: 'backup made', weight: 1, do: ({ centre }) => centre.backUp() },
  {
    name: 'restored from the backup',
    weight: 1,
    async do(scene) {
      await scene.centre.restore();
      pointAll(scene);
    },
  },
];

/** One of them by their weights. */
export function pick(random: () => number): Mischief {
  let left = random() * mischiefs.reduce((sum, { weight }) => sum + weight, 0);
  for (const mischief of mischiefs) {
    left -= mischief.weight;
    if (left < 0) return mischief;
  }
  throw new Error('the weights do not add up');
}
