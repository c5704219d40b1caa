import { heldAtCentre } from './support/centre.ts';
import { expect, test, type LiveDesk } from './support/live-desks.ts';

test('an article that helped an agent in a call says so at a colleague’s desk', async ({ site }) => {
  test.setTimeout(240_000);
  await site.startCentre();
  const [desk, other] = [await site.open('1001'), await site.open('2088')];
  const openFirst = async ({ page }: LiveDesk): Promise<void> => {
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('停电');
    await expect(page.getByTestId('hits').getByRole('option').first()).toContainText('停电');
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('article-side')).toBeVisible();
  };
  const said = ({ page }: LiveDesk) => page.getByTestId('article-side').getByRole('button', { name: /已记下/ });

  await test.step('in a practice call it stays here', async () => {
    await desk.ring('zh-outage-report');
    await desk.answer();
    await openFirst(desk);
    await desk.page.keyboard.press('Alt+Shift+KeyG');
    await expect(said(desk)).toBeDisabled();
    await desk.hangUp();
    await desk.page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toHaveCount(0);
    await desk.sync();
    expect(await heldAtCentre(await site.centreUrl(), 'uses')).toEqual([]);
  });

  await test.step('in a call of work it can be said anew, once', async () => {
    await desk.page.keyboard.press('Escape');
    await desk.callFrom('+8613712340004');
    await desk.answer();
    await openFirst(desk);
    await expect(said(desk)).toHaveCount(0);
    await desk.page.keyboard.press('Alt+Shift+KeyG');
    await expect(said(desk)).toBeDisabled();
    await desk.page.keyboard.press('Alt+Shift+KeyG');
    await desk.sync();
    expect(await heldAtCentre(await site.centreUrl(), 'uses')).toMatchObject([{ helped: 1 }]);
  });

  await test.step('the colleague reads how often it helped', async () => {
    await other.sync();
    await openFirst(other);
    await expect(other.page.getByTestId('reader')).toContainText('帮到了 1 次');
    await other.page.screenshot({ path: test.info().outputPath('counted.png') });
  });
});
