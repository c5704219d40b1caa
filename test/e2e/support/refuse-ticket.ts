import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect } from '@playwright/test';
import { childrenOf } from '../../fakes/processes.ts';
import { deskPage } from './desk-page.ts';
import type { Seat } from './seat.ts';

/** The centre comes back from an old backup: it does not know the ticket numbers any more that it had handed out. */
export async function refuseTicket({ page, home, corePid }: Seat): Promise<void> {
  // The core's only child is the server, which owns the database until it has ended.
  await expect.poll(() => childrenOf(corePid()), { timeout: 30_000 }).toEqual([]);
  const database = await PGlite.create(join(home, 'profiles', 'demo', 'demo-server', 'pgdata'));
  try {
    await database.query('DELETE FROM number_blocks');
  } finally {
    await database.close();
  }
  await deskPage(page).setServerPower(true);
  await expect(page.locator('[data-sync="rejected"]')).toBeVisible({ timeout: 60_000 });
}
