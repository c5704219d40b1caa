import type { Request } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** Which part of the page is on its way when the core dies; the first ones are its script and its style. */
const parts = [0, 1, 3];

test('a core that is killed while it serves the page: the page comes up all the same', async ({ seat, shell }) => {
  test.skip(shell !== 'browser', 'in Electron the core is the app itself');
  test.setTimeout(60_000 + parts.length * 60_000);
  const { page } = seat;
  // Of a reload that was cut off, and of the parts that never came.
  seat.allowErrors(/./);
  for (const part of parts) {
    let asked = 0;
    const killed = Promise.withResolvers<undefined>();
    const count = (request: Request): void => {
      if (request.resourceType() === 'document') return;
      if (asked === part) void seat.killCore().then(() => killed.resolve(undefined), killed.reject);
      asked += 1;
    };
    page.on('request', count);
    await page.reload({ waitUntil: 'commit' });
    await killed.promise;
    page.off('request', count);
    await expect(page.locator('[name="agentNo"]'), `killed at part ${String(part)}`).toBeEditable({ timeout: 50_000 });
  }
  await deskPage(page).signIn('9527');
});
