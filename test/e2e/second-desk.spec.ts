import { once } from 'node:events';
import { join } from 'node:path';
import { startLauncher } from './support/launcher.ts';
import { deskPage } from './support/desk-page.ts';
import { expect, test, watchErrors } from './support/seat.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

test('a newcomer plays a call between two windows of the demo, on its own centre', async ({
  seat,
  playwright,
  launchOptions,
  viewport,
  shell,
}) => {
  test.skip(shell !== 'browser', 'the second desk is started as a launcher of the browser seat');
  test.setTimeout(240_000);
  const first = deskPage(seat.page);
  await first.signIn('9527');
  const pairs = async (): Promise<void> => {
    await seat.page.keyboard.press('Alt+Shift+KeyJ');
    await seat.page.getByTestId('training-pane-pair').click();
  };

  await test.step('alone he is told how the other desk is opened', async () => {
    for (const view of testedViews) {
      await showView(seat.page, view);
      await seat.page.setViewportSize(usualSize);
      await pairs();
      await expect(seat.page.getByTestId('pair-pane')).toContainText('npm start -- --second');
      await expectWellShown(seat.page, 'role-play without anybody', view);
      await seat.page.setViewportSize(usualSize);
      await seat.page.keyboard.press('Escape');
    }
    await showView(seat.page, { locale: 'zh-CN', theme: 'light' });
  });

  const launcher = await startLauncher(seat.home, ['--second']);
  const context = await playwright.chromium.launchPersistentContext(join(seat.home, 'second-browser'), {
    ...{ ...launchOptions, viewport, locale: 'zh-CN' },
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    const errors = watchErrors(page);
    await page.goto(launcher.address);
    await expect(page.locator('form')).toContainText('第二个座席');
    await page.screenshot({ path: test.info().outputPath('second-sign-in.png') });
    const second = deskPage(page);
    await second.signIn('1001');
    // Whose the centre is, it is switched there.
    await expect(page.getByTestId('server-power')).toHaveCount(0);

    await pairs();
    const form = seat.page.getByTestId('pair-pane');
    await form.locator('[name="pairColleague"]').selectOption('1001');
    await form.locator('[name="pairScenario"]').selectOption('zh-pension-elder');
    await form.getByTestId('pair-invite').click();
    await expect(page.getByTestId('role-play')).toHaveAttribute('data-state', 'invited');
    await page.keyboard.press('Alt+Shift+KeyK');
    await expect(page.getByTestId('role-play-ring')).toBeEnabled();
    await page.keyboard.press('Alt+Shift+KeyK');
    await expect(first.callCard).toHaveAttribute('data-state', 'ringing');
    await first.answer();
    await expect(page.getByTestId('role-play')).toHaveAttribute('data-state', 'talking');
    await expect
      .poll(async () => Number(await seat.page.getByTestId('level-theirs').getAttribute('data-level')))
      .toBeGreaterThan(0);
    await seat.page.screenshot({ path: test.info().outputPath('second-desk-plays.png') });
    await page.keyboard.press('F4');
    await expect(seat.page.getByTestId('score-sheet')).toBeVisible();
    await expect(page.getByTestId('role-play-score')).toContainText('9527');

    // The other way round; the caller is handed to the team leader, and his desk says so.
    const played = seat.page.getByTestId('role-play');
    await seat.page.keyboard.press('Alt+KeyW');
    await expect(first.callCard).toHaveCount(0);
    await page.getByTestId('role-play-swap').click();
    await expect(seat.page.getByTestId('role-play-ring')).toBeEnabled();
    await seat.page.keyboard.press('Alt+Shift+KeyK');
    await expect(second.callCard).toHaveAttribute('data-state', 'ringing');
    await second.answer();
    await expect(played).toHaveAttribute('data-state', 'talking');
    await page.keyboard.press('Alt+KeyX');
    await page.locator('[name="handOver"]').fill('8800');
    await page.keyboard.press('Enter');
    await expect(played).toHaveAttribute('data-state', 'over');
    await expect(played).toContainText('把这通电话转走了');
    await expect(second.callCard).toHaveAttribute('data-state', 'wrapUp');
    await expect(seat.page.getByTestId('role-play-score')).toContainText('1001');
    await seat.page.screenshot({ path: test.info().outputPath('second-desk-handed-over.png') });
    errors.complain();
  } finally {
    await context.close();
    const ended = once(launcher.process, 'exit');
    launcher.process.kill('SIGTERM');
    await ended;
  }
});
