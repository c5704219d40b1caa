import type { Page } from '@playwright/test';
import { leaderDoes } from './support/centre.ts';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, testedViews } from './support/views.ts';

test('a returned ticket comes back at once; a text that two changed is asked about after the call, by keys', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page, home } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  await desk.signIn('9527');
  const number = await desk.submitFault('三楼停电');
  const row = page.getByTestId(`ticket-${number}`);
  const clash = page.getByTestId('clash');
  const result = page.locator('[name="clash-description"]');
  await expect(row).toHaveAttribute('data-sync', 'synced');

  await test.step('given back: told at once, with the reason and the way on', async () => {
    await leaderDoes(home, number, 'correct', { changes: { description: '三楼停电，变压器有异响' } });
    await leaderDoes(home, number, 'deed', { deed: 'return', reason: '门牌号不对，请与客户核对' });
    await expect(page.getByTestId('came-back')).toContainText(number);
    await expect(page.getByTestId(`returned-${number}`)).toContainText('门牌号不对，请与客户核对');
    await expect(page.getByTestId('filter-returned')).toHaveAttribute('data-alert', 'true');
    await look(page, 'ticket-returned');
    await row.getByRole('button').click();
    await page.locator('[name="description"]').fill('三楼停电，邻居有电');
  });

  await test.step('sent again during a call: the clash waits, and is told quietly', async () => {
    await desk.ring('zh-outage-report');
    await desk.answer();
    await page.getByRole('tab', { name: '故障报修' }).click();
    await page.locator('[name="description"]').press('Control+Enter');
    await expect(row).toHaveAttribute('data-sync', 'conflict');
    await expect(page.getByTestId('clash-waits')).toContainText('通话和话后处理结束后');
    await expect(clash).toBeHidden();
    await desk.hangUp();
    await expect(clash).toBeHidden();
    await keyboard.press('Alt+KeyW');
  });

  await test.step('after the wrap-up both texts are side by side, chosen and edited by the keys alone', async () => {
    await expect(clash).toContainText('三楼停电，变压器有异响');
    await expect(clash).toContainText('三楼停电，邻居有电');
    await expect(page.getByTestId('clash-mine')).toBeFocused();
    await keyboard.press('2');
    await expect(result).toHaveValue('三楼停电，变压器有异响');
    await keyboard.press('3');
    await expect(result).toHaveValue('三楼停电，变压器有异响\n三楼停电，邻居有电');
    await result.focus();
    await keyboard.press('Control+End');
    await keyboard.type('。请先核对');
    await look(page, 'ticket-clash');
  });

  await test.step('put aside, what was typed is kept; and it takes the place of both', async () => {
    await keyboard.press('Escape');
    await expect(clash).toBeHidden();
    await page.getByRole('tab', { name: /已提交/ }).click();
    await page.getByTestId('clash-waits').getByRole('button').click();
    const text = '三楼停电，变压器有异响\n三楼停电，邻居有电。请先核对';
    await expect(result).toHaveValue(text);
    await page.getByTestId('clash-mine').press('1');
    await expect(result).toHaveValue('三楼停电，邻居有电');
    await page.getByTestId('clash-mine').press('4');
    await expect(result).toHaveValue(text);
    await keyboard.press('Control+Enter');
    await expect(clash).toBeHidden();
    await expect(row).toHaveAttribute('data-sync', 'synced');
    expect(await leaderDoes(home, number, 'one')).toMatchObject({ ticket: { description: text }, status: 'submitted' });
  });
});

async function look(page: Page, state: string): Promise<void> {
  for (const view of testedViews) {
    await showView(page, view);
    await expectWellShown(page, state, view);
  }
  await showView(page, { locale: 'zh-CN', theme: 'light' });
}
