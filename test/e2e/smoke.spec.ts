import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test.use({ isFirstStart: true });

test('on a machine that never had a desk the sign-in page is there, knows its core, and lets an agent in', async ({
  seat,
}) => {
  await expect(seat.page.locator('input[type="password"]')).toBeEditable();
  expect(seat.corePid()).toBeGreaterThan(0);
  await deskPage(seat.page).signIn('9527');
});
