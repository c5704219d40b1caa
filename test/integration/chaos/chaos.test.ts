import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePostgres } from '../server/engines.ts';
import { startChaosCentre, type ChaosCentre } from './chaos-centre.ts';
import { ChaosDesk, type Deed } from './chaos-desk.ts';
import { takeStock } from './account.ts';
import { mischiefs, pick, randomOf } from './mischief.ts';

/** npm run torture -- chaos asks for more of it, and for a report. */
const steps = Number(process.env['TASHI_CHAOS_STEPS'] ?? 24);
const seed = Number(process.env['TASHI_CHAOS_SEED'] ?? 7);
const reportFile = process.env['TASHI_CHAOS_REPORT'];

const kinds: readonly Deed['kind'][] = ['ticket', 'ticket', 'ticket', 'file', 'correction', 'promise'];

describePostgres('chaos', (bin) => {
  let centre: ChaosCentre;
  let desks: ChaosDesk[];

  beforeAll(async () => {
    centre = await startChaosCentre(bin, await mkdtemp(join(tmpdir(), 'tashi-chaos-')));
    desks = await Promise.all(['9527', '1001', '2088'].map((agentNo) => ChaosDesk.open(agentNo, centre)));
    // There is always one to go back to.
    await centre.backUp();
  }, 120_000);
  afterAll(async () => {
    await Promise.all(desks.map((desk) => desk.close()));
    await centre.stop();
  });

  test(
    `three desks work through ${String(steps)} mishaps: what was acknowledged is at the centre, once`,
    async () => {
      const random = randomOf(seed);
      const happened = new Map<string, number>(mischiefs.map(({ name }) => [name, 0]));
      const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      const startedAt = performance.now();
      for (let step = 0; step < steps; step += 1) {
        const mischief = pick(random);
        happened.set(mischief.name, (happened.get(mischief.name) ?? 0) + 1);
        // In the midst of their work.
        const deeds = desks.flatMap((desk) => (random() < 0.7 ? [desk.act(one(kinds))] : []));
        await Promise.all([...deeds, mischief.do({ centre, desks, desk: one(desks), random })]);
      }
      // One after another: the last of them sees what all have sent.
      const stuck: unknown[] = [];
      for (const desk of desks) stuck.push(...(await desk.finish()));
      expect(stuck).toEqual([]);
      const account = await takeStock(
        centre,
        desks.flatMap((desk) => desk.deeds),
      );
      if (reportFile !== undefined) {
        const report = { seed, steps, seconds: Math.round((performance.now() - startedAt) / 1000) };
        await writeFile(
          reportFile,
          JSON.stringify(
            { ...report, happened: Object.fromEntries(happened), refusals: refusalsOf(desks), ...account },
            null,
            2,
          ),
        );
      }
      expect(account).toMatchObject({ lost: [], filesLost: [], wrong: [] });
      // Most of it was told to be safe, or the run would say little.
      expect(account.acknowledged).toBeGreaterThan(account.done / 2);
    },
    60_000 + steps * 20_000,
  );
});

function refusalsOf(desks: readonly ChaosDesk[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { refusals } of desks) for (const [why, count] of refusals) sums[why] = (sums[why] ?? 0) + count;
  return sums;
}
