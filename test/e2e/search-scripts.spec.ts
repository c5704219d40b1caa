import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

/** What is typed, what its first answers hold, and where it is marked as read in another script. */
const questions = [
  { name: 'zh-Hans', query: '停电', found: /停电/ },
  { name: 'zh-Hant', query: '停電', found: /停电/ },
  { name: 'yue', query: '唔見咗卡', found: /銀行卡|银行卡/ },
  { name: 'bo', query: 'གློག་ཆད', found: /གློག་ཆད/ },
  { name: 'en', query: 'outage', found: /outage/i },
  { name: 'pinyin', query: 'tingdian', found: /停电/ },
  { name: 'jyutping', query: 'zoeng daan', found: /账单|帳單|賬單/ },
  { name: 'wylie', query: 'glog chad', found: /གློག་ཆད/, readAs: 'གློག་ཆད' },
] as const;

test('an answer is found in every script, and marked in it', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  await deskPage(page).signIn('9527');
  const field = page.getByRole('combobox', { name: '搜索知识库' });
  const hits = page.getByTestId('hits').getByRole('option');
  for (const { name, query, found, ...rest } of questions) {
    await test.step(name, async () => {
      await page.keyboard.press('Control+KeyK');
      await field.fill(query);
      await expect(hits.first()).toContainText(found);
      // Read by sound nothing is marked: no letter of it was typed.
      if (name !== 'pinyin' && name !== 'jyutping')
        await expect(page.getByTestId('hits').locator('mark').first()).toBeVisible();
      if ('readAs' in rest) await expect(page.locator('.search-box')).toContainText(rest.readAs);
      await page.screenshot({ path: test.info().outputPath(`search-${name}.png`) });
    });
  }
});

test('where nothing is found it says what would, by keys', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const { keyboard } = page;
  await deskPage(page).signIn('9527');
  const field = page.getByRole('combobox', { name: '搜索知识库' });
  const instead = page.getByTestId('instead').getByRole('button');
  await keyboard.press('Control+KeyK');
  await keyboard.type('停电 八达通 火星');
  await expect(instead.first()).toContainText(/停电\s*少几个字 · \d+ 篇/);
  await page.screenshot({ path: test.info().outputPath('instead.png') });
  await keyboard.press('ArrowDown');
  await expect(instead.nth(1)).toHaveAttribute('aria-current', 'true');
  await keyboard.press('ArrowUp');
  await keyboard.press('Enter');
  await expect(field).toHaveValue('停电');
  await expect(page.getByTestId('hits').getByRole('option').first()).toContainText('停电');
  for (const [query, other] of [
    ['停店', 'ting dian'],
    ['outgae', 'outage'],
  ] as const) {
    await field.fill(query);
    await expect(instead.first()).toContainText(other);
  }
});

test('what is pasted is never an error, and an article that helped moves up', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const { keyboard } = page;
  await deskPage(page).signIn('9527');
  const field = page.getByRole('combobox', { name: '搜索知识库' });
  const panel = page.getByRole('region', { name: '知识库' });
  for (const pasted of ['停"* OR (', '\u202e\u2066停电\ud800', 'NEAR(a b) AND '.repeat(900), '\u0000']) {
    await field.fill(pasted);
    await expect(panel.getByRole('alert')).toHaveCount(0);
  }
  await field.fill('停电');
  const hits = page.getByTestId('hits').getByRole('option');
  await expect(hits.nth(2)).toBeVisible();
  await keyboard.press('Control+KeyK');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(page.getByTestId('article-side')).toBeVisible();
  await keyboard.press('Alt+Shift+KeyG');
  await expect(page.getByTestId('article-side').getByRole('button', { name: /已记下/ })).toBeDisabled();
  await page.screenshot({ path: test.info().outputPath('helped.png') });
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await expect(page.getByTestId('cache-line')).toContainText(/本机知识 \d+ 条/);
  await page.screenshot({ path: test.info().outputPath('at-rest.png') });
});

test('a search is narrowed by keys: area, language, business and what is valid', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const { keyboard } = page;
  await deskPage(page).signIn('9527');
  const hits = page.getByTestId('hits').getByRole('option');
  await keyboard.press('Control+KeyK');
  await keyboard.type('停电');
  await expect(hits.first()).toContainText('停电');
  const all = await hits.count();
  // From the field to the button, into the row that it opens.
  await keyboard.press('Tab');
  await expect(page.getByRole('button', { name: '筛选' })).toBeFocused();
  await keyboard.press('Enter');
  const row = page.getByRole('group', { name: '筛选' });
  const area = row.getByRole('combobox', { name: '地区' });
  const language = row.getByRole('combobox', { name: '语言' });
  await expect(area).toBeVisible();
  await keyboard.press('Tab');
  await expect(area).toBeFocused();
  await keyboard.press('Tab');
  await expect(language).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(language).toHaveValue('zh-Hans');
  const business = row.getByRole('combobox', { name: '业务' });
  await language.selectOption('bo');
  // By the Tibetan words for the same.
  await expect(hits.first().locator('[lang="bo"]').first()).toBeVisible();
  await business.selectOption('bank');
  await expect(page.getByRole('status').filter({ hasText: '按现在的筛选没有找到“停电”' })).toBeVisible();
  await language.selectOption('zh-Hans');
  await business.selectOption('power');
  await area.selectOption('xining');
  await row.getByRole('checkbox', { name: '只看有效' }).press('Space');
  await expect(hits.first()).toContainText('停电');
  for (const hit of await hits.all()) await expect(hit).toContainText('用电');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await page.screenshot({ path: test.info().outputPath(`filters-${colorScheme}.png`) });
  }
  const locale = page
    .locator('select')
    .filter({ has: page.locator('option[value="zh-HK"]') })
    .first();
  await locale.selectOption('bo');
  await expect(page.locator('html')).toHaveAttribute('lang', 'bo');
  await page.screenshot({ path: test.info().outputPath('filters-bo.png') });
  await locale.selectOption('zh-CN');
  await keyboard.press('Escape');
  const field = page.getByRole('combobox', { name: '搜索知识库' });
  await expect(field).toBeFocused();
  // What narrows the search stays in sight.
  await expect(language).toHaveValue('zh-Hans');
  await row.getByRole('button', { name: '清除筛选' }).press('Enter');
  await expect(field).toBeFocused();
  await expect(row).toBeHidden();
  await expect(hits).toHaveCount(all);
});
