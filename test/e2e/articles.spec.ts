import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('an article is pinned, noted at, copied into the ticket and reported, by keys', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const { keyboard } = page;
  await desk.signIn('9527');
  const description = page.locator('[name="description"]');
  const pin = page.getByRole('button', { name: '置顶' });
  const report = page.getByTestId('article-side').getByRole('button', { name: /内容不对|已反映/ });

  await keyboard.press('Control+KeyK');
  await keyboard.type('一片都没电');
  await expect(page.getByTestId('hits').getByRole('option').first()).toContainText('一片都没电');
  await keyboard.press('Enter');
  await expect(page.getByTestId('article-side')).toBeVisible();

  await test.step('languages that are missing say so', async () => {
    await expect(page.getByRole('group', { name: '语言' })).toContainText('缺藏文');
  });

  await test.step('a part goes into the ticket, and the agent stays where he reads', async () => {
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await expect(page.locator('[data-chosen]')).toHaveText(/停了多大一片/);
    await expect(page.getByRole('button', { name: '抄进工单' })).toBeVisible();
    await keyboard.press('Alt+Shift+KeyC');
    await expect(description).toHaveValue(/停了多大一片/);
    await expect(page.getByTestId('reader')).toBeVisible();
  });

  await test.step('pinned, noted at and reported', async () => {
    await keyboard.press('Alt+Shift+KeyU');
    await expect(pin).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('Alt+Shift+KeyR');
    await expect(report).toBeDisabled();
    await page.locator('[name="articleNote"]').fill('先看公告');
    await page.screenshot({ path: test.info().outputPath('reader.png') });
  });

  await test.step('it stands there as long as nothing is asked', async () => {
    await keyboard.press('Control+KeyK');
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    const row = page.getByTestId('marked').getByRole('listitem').first();
    await expect(row).toContainText('一片都没电');
    await expect(row).toContainText('已置顶');
    await expect(row).toContainText('有笔记');
  });

  await test.step('the centre has the report', async () => {
    await keyboard.press('Alt+KeyY');
    await expect(page.getByTestId('sync')).toHaveAttribute('data-state', 'online');
    await expect(page.getByTestId('sync')).not.toContainText(/\d/);
  });
});

test('the nearest branch is found from a name in jyutping, and written into the ticket', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const { keyboard } = page;
  await desk.signIn('9527');
  const places = page.getByTestId('places');
  const search = page.getByRole('combobox', { name: '搜索知识库' });
  await search.focus();
  await keyboard.press('Alt+Shift+KeyL');
  await expect(places.getByRole('combobox')).toBeFocused();
  await keyboard.type('zim1 saa1 zeoi2');
  await expect(places.getByRole('option').first()).toContainText('尖沙咀');
  await keyboard.press('Enter');
  await expect(places.getByRole('heading')).toContainText('尖沙咀');
  await keyboard.press('ArrowRight');
  await expect(places.getByRole('option').first()).toContainText('尖沙咀分行');
  await expect(places.getByRole('option').first()).toContainText(/\d+ 米/);
  await page.screenshot({ path: test.info().outputPath('places.png') });
  await keyboard.press('Enter');
  await expect(page.locator('[name="description"]')).toHaveValue(/尖沙咀附近：尖沙咀分行/);
  await expect(places.getByRole('button', { name: '写入工单' })).toHaveAttribute('aria-keyshortcuts', 'Enter');
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(places).toBeHidden();
  await expect(search, 'where the agent was before').toBeFocused();
  await keyboard.press('Alt+Shift+KeyL');
  await expect(places.getByRole('combobox')).toBeFocused();
  await keyboard.press('Alt+Shift+KeyL');
  await expect(places).toBeHidden();
  await expect(search).toBeFocused();
});
