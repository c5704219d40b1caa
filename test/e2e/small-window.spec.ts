import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { deskPage, level } from './support/desk-page.ts';
import { findMisfits } from './support/find-misfits.ts';
import { expect, test } from './support/seat.ts';
import { showView, twoViews } from './support/views.ts';

/** By its key; the browser opens it as another page of the same context. */
async function openSmall(page: Page): Promise<Page> {
  const [small] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Alt+Shift+KeyW')]);
  await expect(small.getByTestId('small-window')).toBeVisible();
  return small;
}

test('the call in a small window: seen, answered, held, muted and ended there, by keys and clicks', async ({
  seat,
  shell,
}) => {
  test.skip(shell !== 'browser', 'in Electron the desk’s own window is made small');
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const toggle = page.getByTestId('small-window-switch');
  await desk.signIn('9527');
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  const small = await openSmall(page);
  const card = small.getByTestId('call-card');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(small.getByTestId('small-window')).toContainText('没有通话');

  await test.step('who rings, with what is said to him', async () => {
    await desk.ring('adx-bill-question');
    await expect(card).toHaveAttribute('data-state', 'ringing');
    await expect(card).toContainText('卓玛');
    await expect(small.getByTestId('line-now')).toHaveAttribute('data-line', /^greeting/);
  });

  await test.step('keys pressed there are the desk’s', async () => {
    await small.locator('body').press('F2');
    await expect(card).toHaveAttribute('data-state', 'talking');
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
    await expect.poll(() => level(small, 'mine')).toBeGreaterThan(0.001);
    await small.locator('body').press('F8');
    await expect(card).toHaveAttribute('data-state', 'held');
  });

  await test.step('and so are clicks', async () => {
    await card.getByRole('button', { name: '恢复' }).click();
    await expect(card).toHaveAttribute('data-state', 'talking');
    await card.getByRole('button', { name: '静音' }).click();
    await expect(desk.callCard).toContainText('静音');
    const line = await small.getByTestId('line-now').getAttribute('data-line');
    await small.getByTestId('line-now').getByRole('button').click();
    await expect(small.getByTestId('line-now')).not.toHaveAttribute('data-line', line ?? '');
  });

  for (const view of twoViews) {
    await test.step(`clean for axe, nothing cut: ${view.locale}, ${view.theme}`, async () => {
      await showView(page, view);
      await small.setViewportSize({ width: 360, height: 430 });
      await expect(small.locator('html')).toHaveAttribute('lang', view.locale);
      await expect(small.locator('html')).toHaveAttribute('data-theme', view.theme);
      const { violations } = await new AxeBuilder({ page: small }).setLegacyMode(true).analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      expect.soft(await small.evaluate(findMisfits)).toEqual([]);
      await small.screenshot({ path: test.info().outputPath(`small-${view.locale}.png`) });
    });
  }

  await test.step('ended, it says where the wrap-up is; its switch is the first thing to see', async () => {
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    await card.getByRole('button', { name: '挂机' }).click();
    await expect(page.getByTestId('wrap-up')).toBeVisible();
    await expect(small.getByTestId('small-window')).toContainText('话后处理在大窗里');
    const closed = small.waitForEvent('close');
    await small.getByRole('button', { name: '收回小窗' }).click();
    await closed;
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  });

  await test.step('closed by hand, or with the session, it leaves nothing open', async () => {
    const again = await openSmall(page);
    await again.close();
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await page.keyboard.press('Alt+KeyW');
    const last = await openSmall(page);
    const closed = last.waitForEvent('close');
    await desk.signOut();
    await closed;
  });
});
