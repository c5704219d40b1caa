import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('a page that a part never came for asks again by itself', async ({ seat, shell }) => {
  test.skip(shell !== 'browser', 'in Electron the page comes with the app');
  const { page } = seat;
  seat.allowErrors(/Failed to load resource|net::ERR/);
  await deskPage(page).signIn('1001');

  let cut = 0;
  await page.route(/\/assets\/index-[^/]*\.js$/, (route) => {
    cut += 1;
    return cut === 1 ? route.abort('connectionreset') : route.continue();
  });
  await page.reload();
  await expect(page.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 20_000 });
  expect(cut).toBe(2);
  await page.unrouteAll();
});
