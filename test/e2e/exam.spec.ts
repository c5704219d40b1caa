import type { Page } from '@playwright/test';
import { expect, test } from './support/live-desks.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

const openExams = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+Shift+KeyJ');
  await page.getByTestId('training-pane-exam').click();
  await expect(page.getByTestId('exams')).toBeVisible();
};

test('a pass test on three desks: one question at a time, marked by two examiners, whoever goes away', async ({
  site,
}) => {
  test.setTimeout(400_000);
  site.listRole('2088', 'quality');
  await site.startCentre();
  const trainee = (await site.open('1001')).page;
  const leader = (await site.open('0031')).page;
  const quality = (await site.open('2088')).page;
  const card = trainee.getByTestId('exam-card');
  const asked = card.locator('.exam-question');
  const question = (page: Page, nth: number) => page.getByTestId(`exam-question-${String(nth)}`);

  await test.step('what is missing is named; then it is open', async () => {
    await openExams(leader);
    await leader.getByTestId('exam-open').click();
    await expect(leader.getByRole('alert')).toContainText('请选学员');
    await leader.locator('[name="examTrainee"]').selectOption('1001');
    await leader.locator('[name="examSecond"]').selectOption('2088');
    for (const text of ['家里没电了怎么办', '电线掉地上了']) await leader.getByLabel(text, { exact: true }).check();
    await leader.getByTestId('exam-open').click();
    await expect(question(leader, 1)).toContainText('电线掉地上了');
    await expect(card).toContainText('请等考官出题');
  });

  await test.step('the trainee sees one question, and what he looks up is noted', async () => {
    await leader.getByTestId('exam-ask-0').click();
    await expect(asked).toHaveText('家里没电了怎么办');
    await expect(card).not.toContainText('电线掉地上了');
    await trainee.keyboard.press('Control+KeyK');
    await trainee.keyboard.type('停电');
    await expect(trainee.getByTestId('hits').getByRole('option').first()).toBeVisible();
    await trainee.keyboard.press('Enter');
    await expect(question(leader, 0)).toContainText('停电 →');
    for (const view of testedViews) {
      await showView(trainee, view);
      await trainee.setViewportSize(usualSize);
      await trainee.screenshot({ path: test.info().outputPath(`exam-trainee-${view.locale}-${view.theme}.png`) });
      await expectWellShown(trainee, 'question of a pass test', view);
      await trainee.setViewportSize(usualSize);
    }
    await showView(trainee, { locale: 'zh-CN', theme: 'light' });
    await trainee.getByTestId('exam-answered').click();
    await expect(card).toContainText('请等考官出题');
  });

  await test.step('two examiners mark it, each by himself; what is not marked can’t be ended', async () => {
    await question(leader, 0).locator('[name="exam-complete"]').selectOption('4');
    await expect(question(leader, 0).locator('[data-marked="true"]')).toBeVisible();
    await expect(leader.getByTestId('exam-end')).toBeDisabled();
    await openExams(quality);
    await quality.getByTestId('exam-1001').click();
    await expect(question(quality, 0).locator('[data-marked="false"]')).toBeVisible();
    await question(quality, 0).getByRole('button', { name: '记满分' }).click();
    await expect(question(quality, 0).locator('[data-marked="true"]')).toBeVisible();
  });

  await test.step('an examiner goes away and comes back: no mark is lost', async () => {
    await leader.reload();
    await expect(leader.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await openExams(leader);
    await leader.getByTestId('exam-1001').click();
    await expect(question(leader, 0).locator('[name="exam-complete"]')).toHaveValue('4');
  });

  await test.step('the second question, to the end; the result is on all three desks', async () => {
    await quality.getByTestId('exam-ask-1').click();
    await expect(asked).toHaveText('电线掉地上了');
    await trainee.getByTestId('exam-answered').click();
    await expect(card).toContainText('考官正在评分');
    for (const page of [leader, quality]) {
      await question(page, 1).getByRole('button', { name: '记满分' }).click();
      await expect(question(page, 1).locator('[data-marked="true"]')).toBeVisible();
    }
    await leader.getByTestId('exam-end').click();
    for (const page of [leader, quality]) {
      await expect(page.getByTestId('exam-outcome')).toContainText('通过');
      await expect(page.getByTestId('exam-outcome')).toContainText('99.0 分');
    }
    await expect(card).toHaveCount(0);
    await openExams(trainee);
    await trainee.getByTestId('exam-1001').click();
    await expect(trainee.getByTestId('exam-outcome')).toHaveAttribute('data-passed', 'true');
    await expect(question(trainee, 0)).toContainText('完整 4');
  });

  await test.step('another one is given up, and holds nobody', async () => {
    await trainee.keyboard.press('Escape');
    await leader.getByTestId('exam-new').click();
    await leader.locator('[name="examTrainee"]').selectOption('1001');
    await leader.locator('[name="examSecond"]').selectOption('2088');
    await leader.getByLabel('家里没电了怎么办', { exact: true }).check();
    await leader.getByTestId('exam-open').click();
    await expect(card).toContainText('请等考官出题');
    await trainee.keyboard.press('Alt+KeyP');
    await expect(trainee.locator('[name="dial"]')).toBeFocused();
    await leader.getByTestId('exam-cancel').click();
    await leader.getByTestId('exam-cancel').click();
    await expect(card).toHaveCount(0);
    await expect(leader.getByTestId('exam-1001').first()).toContainText('已取消');
    await leader.getByTestId('exam-1001').last().click();
  });

  await test.step('in every view, and as a PDF', async () => {
    await leader.keyboard.press('Escape');
    for (const view of testedViews) {
      await showView(leader, view);
      await leader.setViewportSize(usualSize);
      await openExams(leader);
      await leader.screenshot({ path: test.info().outputPath(`exam-result-${view.locale}-${view.theme}.png`) });
      await expectWellShown(leader, 'result of a pass test', view);
      await leader.setViewportSize(usualSize);
      await leader.getByTestId('exam-new').click();
      await leader.screenshot({ path: test.info().outputPath(`exam-new-${view.locale}-${view.theme}.png`) });
      await expectWellShown(leader, 'new pass test', view);
      await leader.setViewportSize(usualSize);
      await leader.getByTestId('exam-1001').last().click();
      if (view.locale === 'bo') await leader.pdf({ path: test.info().outputPath('exam-result.pdf') });
      await leader.keyboard.press('Escape');
      await expect(leader.getByRole('dialog')).toHaveCount(0);
    }
  });
});
