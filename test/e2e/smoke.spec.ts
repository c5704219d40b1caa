import { expect, test } from './support/seat.ts';

test('the sign-in page is there and knows its core', async ({ seat }) => {
  await expect(seat.page.locator('input[type="password"]')).toBeEditable();
  expect(seat.corePid()).toBeGreaterThan(0);
});
