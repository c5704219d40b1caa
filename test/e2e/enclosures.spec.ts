import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { showView } from './support/views.ts';

const articleFiles = join(import.meta.dirname, '../../resources/knowledge/files');

test('pictures of an article are shown, and its document is saved, from this machine with the centre away', async ({
  seat,
}) => {
  test.setTimeout(240_000);
  const { page, home } = seat;
  const desk = deskPage(page);
  const { keyboard } = page;
  const shot = (name: string): { path: string } => ({ path: test.info().outputPath(`${name}.png`) });
  const picture = page.getByTestId('enclosed-picture');
  /** The reader is drawn anew with another language: what is scrolled to may be gone at that moment. */
  const scrollTo = (target: Locator): Promise<void> => expect(() => target.scrollIntoViewIfNeeded()).toPass();
  const shoot = async (what: string): Promise<void> => {
    for (const locale of ['zh-CN', 'bo'] as const) {
      for (const theme of ['light', 'dark'] as const) {
        await showView(page, { locale, theme });
        await scrollTo(picture);
        await page.screenshot(shot(`${what}-${locale}-${theme}`));
      }
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  };
  const openArticle = async (query: string, title: RegExp): Promise<void> => {
    await keyboard.press('Control+KeyK');
    await keyboard.type(query);
    await expect(page.getByTestId('hits').getByRole('option').first()).toContainText(title);
    await keyboard.press('Enter');
    await expect(page.getByTestId('reader')).toBeVisible();
  };
  await page.setViewportSize({ width: 1366, height: 768 });
  await desk.signIn('9527');
  await expect(page.getByTestId('enclosure-line')).toContainText('图片和文件 4 份');
  await expect(page.getByTestId('enclosure-line')).not.toContainText('还要取');
  await page.screenshot(shot('at-rest'));

  await test.step('the centre is away: the picture is here', async () => {
    await desk.setServerPower(false);
    await openArticle('电表走得快', /电表走得快/);
    await expect(picture).toHaveAttribute('data-state', 'here');
    const image = picture.getByRole('img', { name: /电表正面/ });
    await expect(image).toHaveAttribute('src', /^blob:/);
    expect(await image.evaluate((node) => (node as HTMLImageElement).naturalWidth)).toBe(960);
    await scrollTo(picture);
    await shoot('zh');
    const { violations } = await new AxeBuilder({ page }).include('[data-testid="reader"]').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  await test.step('its document is saved to the disk by keyboard, byte for byte, as a colleague would be sent it', async () => {
    const save = page.getByRole('list', { name: '文件' }).getByRole('button', { name: /meter-check\.docx/ });
    await scrollTo(save);
    await page.screenshot(shot('document'));
    const download = page.waitForEvent('download');
    await save.press('Enter');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('meter-check.docx');
    expect(readFileSync(await saved.path())).toEqual(readFileSync(join(articleFiles, 'meter-check.docx')));
  });

  await test.step('all of them lie on the machine', () => {
    expect(readdirSync(join(home, 'profiles', 'demo', 'enclosures'))).toHaveLength(4);
  });

  await test.step('in Tibetan', async () => {
    await page.getByRole('group', { name: '语言' }).getByRole('button', { name: '藏文' }).click();
    await expect(picture).toHaveAttribute('data-state', 'here');
    await scrollTo(picture);
    await shoot('bo');
  });
});
