import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { attachmentOf, sampleFile } from '../fakes/sample-files.ts';
import { choose, tabTo } from './support/by-keys.ts';
import { attachmentAtCentre, ticketsAtCentre } from './support/centre.ts';
import { deskPage, submitTicket } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { expectWellShown, showView, twoViews } from './support/views.ts';

const messageFiles = join(import.meta.dirname, '../../resources/demo/messages');
const articleFiles = join(import.meta.dirname, '../../resources/knowledge/files');

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** A picture that a browser can draw; what follows its end nobody reads. */
const picture = (noise: number): Buffer => Buffer.concat([dot, sampleFile(noise, '')]);

const photo = picture(3000);
const shot = picture(400);
const bill = sampleFile(700_000);
const dropped = sampleFile(2000);

/** Hands a file to the page as the system's clipboard or a drag would. */
async function give(page: Page, how: 'paste' | 'drop', name: string, type: string, bytes: Buffer): Promise<void> {
  await page.evaluate(
    ([means, fileName, fileType, data]) => {
      const given = new DataTransfer();
      const raw = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
      given.items.add(new File([raw], fileName, { type: fileType }));
      const about = { bubbles: true, cancelable: true };
      const event =
        means === 'paste'
          ? new ClipboardEvent('paste', { ...about, clipboardData: given })
          : new DragEvent('drop', { ...about, dataTransfer: given });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    [how, name, type, bytes.toString('base64')] as const,
  );
}

test('files of a ticket: added by key, pasted, dropped, taken out, kept over a kill, and at the centre once', async ({
  seat,
}) => {
  test.setTimeout(300_000);
  const { page, home } = seat;
  const { keyboard } = page;
  const desk = deskPage(page);
  const files = page.getByTestId('attachment');
  const file = (name: string) => files.filter({ hasText: name });
  const refused = page.getByTestId('refused-files');
  // From now on choosers are caught: one that opens before the browser was told of it is lost.
  page.on('filechooser', () => undefined);
  await desk.signIn('9527');
  await desk.setServerPower(false);
  await keyboard.press('Alt+KeyT');
  await expect(page.locator('[name="type"]')).toBeFocused();
  await tabTo(page, '[name="subType"]');
  await choose(page, 'tariff');
  await tabTo(page, '[name="description"]');
  await keyboard.type('电费账单有疑问，照片见附件');

  await test.step('by key: what can’t be taken is said with its name, the rest is kept', async () => {
    const chooser = page.waitForEvent('filechooser');
    await keyboard.press('Alt+Shift+KeyA');
    await (
      await chooser
    ).setFiles([
      { name: '电表照片.png', mimeType: 'image/png', buffer: photo },
      { name: '账单.pdf', mimeType: 'application/pdf', buffer: bill },
      { name: '照片.jpg', mimeType: 'image/jpeg', buffer: sampleFile(500, 'MZ') },
      { name: '全部.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(11 * 1024 * 1024) },
    ]);
    await expect(refused.getByRole('listitem')).toHaveText([/照片\.jpg：不能添加这种文件/, /全部\.pdf：文件太大/]);
    await expect(files).toHaveCount(2);
    await expect(refused).toBeInViewport();
    await expect(file('电表照片.png').locator('img')).toBeVisible();
    await expect(file('账单.pdf')).toContainText('PDF 文档 · 684 KB');
  });

  await test.step('pasted and dropped; what is there already stays once', async () => {
    await page.locator('[name="description"]').focus();
    await give(page, 'paste', 'image.png', 'image/png', shot);
    await expect(file('截图')).toBeVisible();
    await give(page, 'drop', '合同.pdf', 'application/pdf', dropped);
    await expect(file('合同.pdf')).toBeVisible();
    await give(page, 'drop', '合同.pdf', 'application/pdf', dropped);
    await expect(page.getByTestId('attachments').getByRole('status')).toBeHidden();
    await expect(files).toHaveCount(4);
  });

  await test.step('well shown in each view', async () => {
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'files of a ticket', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
  });

  await test.step('taken out by the keys', async () => {
    await file('合同.pdf').getByRole('button').focus();
    await keyboard.press('Enter');
    await expect(files).toHaveCount(3);
    await expect(page.getByTestId('attach-file')).toBeFocused();
    for (const button of await refused.getByRole('button').all()) await button.focus();
    await refused.getByRole('button').first().press('Enter');
    await refused.getByRole('button').first().press('Enter');
    await expect(refused).toBeHidden();
  });

  await test.step('the draft keeps its files over a kill of the core and a new page', async () => {
    await seat.killCore();
    await page.reload();
    await expect(files).toHaveCount(3);
    await expect(file('电表照片.png').locator('img')).toBeVisible();
    await expect(page.locator('[name="description"]')).toHaveValue('电费账单有疑问，照片见附件');
  });

  const number = await test.step('submitted without the centre: the ticket waits, and so do its files', async () => {
    const submitted = await submitTicket(page);
    const ticket = page.getByTestId(`ticket-${submitted}`);
    await expect(ticket).toHaveAttribute('data-sync', 'queued');
    await expect(ticket.getByTestId('attachment-progress')).toHaveText('附件 0/3 已送达');
    await expect(page.getByTestId('sync')).toContainText('附件 3');
    for (const view of twoViews) {
      await showView(page, view);
      await expectWellShown(page, 'files of a submitted ticket', view);
    }
    await showView(page, { locale: 'zh-CN', theme: 'light' });
    return submitted;
  });

  await test.step('back at the centre they arrive, each once and byte for byte', async () => {
    await desk.setServerPower(true);
    const ticket = page.getByTestId(`ticket-${number}`);
    await expect(ticket).toHaveAttribute('data-sync', 'synced', { timeout: 60_000 });
    await expect(ticket.getByTestId('attachment-progress')).toHaveText('附件 3/3 已送达', { timeout: 60_000 });
    await expect(page.getByTestId('sync')).not.toContainText('附件');
    const there = (await ticketsAtCentre(home)).find((each) => each.number === number);
    expect(there?.files).toBe(3);
    for (const bytes of [photo, shot, bill]) {
      const arrived = await attachmentAtCentre(home, there?.id ?? '', attachmentOf(bytes).sha256);
      expect(arrived?.equals(bytes)).toBe(true);
    }
    expect(await attachmentAtCentre(home, there?.id ?? '', attachmentOf(dropped).sha256)).toBeUndefined();
    const folder = join(home, 'profiles', 'demo', 'demo-server', 'attachments');
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    // Beside those of the demo's articles, and what callers said there off hours.
    const ofDemo = [articleFiles, messageFiles].flatMap((from) =>
      readdirSync(from).map((name) => readFileSync(join(from, name))),
    );
    expect(kept.map(({ name }) => name).sort()).toEqual(
      [photo, shot, bill, ...ofDemo].map((bytes) => attachmentOf(bytes).sha256).sort(),
    );
  });
});
