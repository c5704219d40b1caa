import type { Page } from '@playwright/test';
import { readPdf } from '../fixtures/pdf-text.ts';
import { expect, test } from './support/live-desks.ts';
import { expectWellShown, showView, testedViews, usualSize } from './support/views.ts';

const openExams = async (page: Page): Promise<void> => {
  await page.keyboard.press('Alt+Shift+KeyJ');
  await page.getByTestId('training-pane-exam').click();
  await expect(page.getByTestId('exams')).toBeVisible();
};

/** The last step of the caller: by himself he comes to it after minutes. */
const thanks = '我告诉别人，再见。';

test('a pass test on three desks: one question at a time, marked by two examiners, whoever goes away', async ({
  site,
}) => {
  test.setTimeout(400_000);
  site.listRole('2088', 'quality');
  await site.startCentre();
  const desk = await site.open('1001');
  const trainee = desk.page;
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

  await test.step('the trainee sees one question, and what he types and opens is noted, also while his core is away', async () => {
    await leader.getByTestId('exam-ask-0').click();
    await expect(asked).toHaveText('家里没电了怎么办');
    await expect(card).not.toContainText('电线掉地上了');
    await trainee.keyboard.press('Control+KeyK');
    await trainee.keyboard.type('停电');
    await expect(question(leader, 0)).toContainText('输入「停电」');
    await expect(trainee.getByTestId('hits').getByRole('option').first()).toBeVisible();
    await trainee.keyboard.press('Enter');
    await expect(question(leader, 0)).toContainText('打开《');
    // Steps tell what to do: they are not there.
    await expect(trainee.getByTestId('reader').getByRole('button', { name: '流程' })).toHaveCount(0);
    await desk.killCore();
    await trainee.keyboard.press('Control+KeyK');
    await trainee.keyboard.type('跳闸');
    await expect(question(leader, 0)).toContainText('输入「跳闸」', { timeout: 60_000 });
  });

  await test.step('an examiner asks on: it is there at once, under the question', async () => {
    await question(leader, 0).getByTestId('exam-follow-up').click();
    await expect(question(leader, 0).getByRole('alert')).toContainText('请先写追问');
    const followUp = question(leader, 0).locator('[name="exam-follow-up"]');
    await followUp.fill('他家有人用氧气机，怎么办');
    // His page comes up anew before he has handed it out: it is there, to the letter.
    await leader.reload();
    await expect(leader.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await openExams(leader);
    await leader.getByTestId('exam-1001').click();
    await expect(followUp).toHaveValue('他家有人用氧气机，怎么办');
    await followUp.focus();
    await leader.keyboard.press('Enter');
    await expect(followUp).toHaveValue('');
    await expect(trainee.getByTestId('exam-asked-2')).toContainText('他家有人用氧气机');
    await question(leader, 0).getByRole('button', { name: '邻居家有电，说明什么' }).click();
    await expect(trainee.getByTestId('exam-asked-3')).toContainText('邻居家有电');
    for (const view of testedViews) {
      await showView(trainee, view);
      await trainee.setViewportSize(usualSize);
      await expectWellShown(trainee, 'question of a pass test', view);
      await trainee.setViewportSize(usualSize);
    }
    await showView(trainee, { locale: 'zh-CN', theme: 'light' });
    // Where the trainee does not say that he has answered, an examiner does.
    await question(leader, 3).getByTestId('exam-end-3').click();
    await expect(trainee.getByTestId('exam-asked-3')).toHaveCount(0);
    await expect(question(leader, 3)).toContainText('由考官 0031 代为结束');
    for (const view of testedViews) {
      await showView(leader, view);
      await leader.setViewportSize(usualSize);
      await leader.screenshot({ path: test.info().outputPath(`exam-asking-${view.locale}-${view.theme}.png`) });
    }
    await showView(leader, { locale: 'zh-CN', theme: 'light' });
    for (const nth of [2, 0]) {
      await trainee.getByTestId(`exam-answered-${String(nth)}`).click();
      await expect(trainee.getByTestId(`exam-asked-${String(nth)}`)).toHaveCount(0);
    }
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
    for (const page of [leader, quality])
      for (const nth of [2, 3]) {
        await question(page, nth).getByRole('button', { name: '记满分' }).click();
        await expect(question(page, nth).locator('[data-marked="true"]')).toBeVisible();
      }
  });

  await test.step('an examiner goes away and comes back: no mark is lost', async () => {
    await leader.reload();
    await expect(leader.getByTestId('line')).toHaveAttribute('data-state', 'registered', { timeout: 60_000 });
    await openExams(leader);
    await leader.getByTestId('exam-1001').click();
    await expect(question(leader, 0).locator('[name="exam-complete"]')).toHaveValue('4');
  });

  await test.step('the second question is a call, without words to say; the examiner leads the caller, who does it', async () => {
    await leader.getByTestId('exam-call-1').click();
    await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
    await desk.answer();
    await question(leader, 1).locator('[name="exam-step"]').selectOption('thanks');
    await question(leader, 1).getByTestId('exam-steer').click();
    await expect(question(leader, 1)).toContainText('已引导 1 次');
    await expect(trainee.getByTestId('captions')).toContainText(thanks);
    await trainee.screenshot({ path: test.info().outputPath('exam-call.png') });
    await expect(trainee.getByTestId('exam-words')).toContainText('没有话术');
    await expect(trainee.locator('.prompt')).toHaveCount(0);
    await expect(trainee.getByTestId('coach')).toHaveCount(0);
    await leader.keyboard.press('Escape');
    for (const view of testedViews) {
      await showView(leader, view);
      await leader.setViewportSize(usualSize);
      await openExams(leader);
      await leader.getByTestId('exam-1001').first().click();
      await expectWellShown(leader, 'a pass test that goes on', view);
      await leader.setViewportSize(usualSize);
      await leader.keyboard.press('Escape');
      await expect(leader.getByRole('dialog')).toHaveCount(0);
    }
    await showView(leader, { locale: 'zh-CN', theme: 'light' });
    await openExams(leader);
    await leader.getByTestId('exam-1001').first().click();
    await question(leader, 1).getByTestId('exam-steer-hangUp').click();
    await expect(desk.callCard).toHaveAttribute('data-state', 'wrapUp');
    await expect(trainee.getByTestId('score-sheet')).toHaveCount(0);
    await trainee.getByTestId('exam-answered-1').click();
    await trainee.keyboard.press('Alt+KeyW');
    await expect(card).toContainText('考官正在评分');
  });

  await test.step('to the end; the result is on all three desks', async () => {
    for (const page of [leader, quality]) {
      await question(page, 1).getByRole('button', { name: '记满分' }).click();
      await expect(question(page, 1).locator('[data-marked="true"]')).toBeVisible();
    }
    await leader.getByTestId('exam-end').click();
    for (const page of [leader, quality]) {
      await expect(page.getByTestId('exam-outcome')).toContainText('通过');
      await expect(page.getByTestId('exam-outcome')).toContainText('99.5 分');
      await expect(question(page, 0)).toContainText('输入「停电」');
      await expect(question(page, 1)).toContainText('0031 引导：挂断');
    }
    await expect(card).toHaveCount(0);
    await openExams(trainee);
    await trainee.getByTestId('exam-1001').click();
    await expect(trainee.getByTestId('exam-outcome')).toHaveAttribute('data-passed', 'true');
    await expect(question(trainee, 0).locator('.exam-marks')).toContainText('4');
    await trainee.getByTestId('training-pane-file').click();
    await expect(trainee.getByTestId('file-exams')).toContainText('99.5 分');
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

  await test.step('a month’s exams for several people; who has not sat his is seen', async () => {
    await leader.getByTestId('exam-monthly').click();
    await leader.getByTestId('series-open').click();
    await expect(leader.getByTestId('series-form').getByRole('alert')).toContainText('两位不同的考官');
    await leader.locator('[name="seriesFirst"]').selectOption('0031');
    await leader.locator('[name="seriesSecond"]').selectOption('2088');
    await leader.locator('[name="seriesMonth"]').fill('2026-11');
    await leader.locator('[name="series-count"]').fill('2');
    await leader.getByTestId('series-form').getByRole('checkbox', { name: /^1001/u }).check();
    await leader.getByTestId('series-open').click();
    const month = leader.getByTestId('series-2026-11');
    await expect(month).toContainText('还有 1 人没考');
    // Until it is begun the trainee has his practice callers.
    await expect(card).toHaveCount(0);
    await month.getByTestId('series-person-1001').getByRole('button').click();
    await leader.getByTestId('exam-ask-0').click();
    await expect(card).toBeVisible();
    await expect(leader.getByTestId('exams')).toContainText('还剩');
    await leader.getByTestId('exam-cancel').click();
    await leader.getByTestId('exam-cancel').click();
    await expect(card).toHaveCount(0);
  });

  await test.step('in every view, and as a PDF', async () => {
    await leader.keyboard.press('Escape');
    for (const view of testedViews) {
      await showView(leader, view);
      await leader.setViewportSize(usualSize);
      await openExams(leader);
      await leader.getByTestId('exam-1001').last().click();
      await expect(leader.getByTestId('exam-sheet')).toBeVisible();
      await expectWellShown(leader, 'result of a pass test', view);
      await leader.setViewportSize(usualSize);
      await leader.getByTestId('exam-new').click();
      await expectWellShown(leader, 'new pass test', view);
      await leader.setViewportSize(usualSize);
      await leader.getByTestId('exam-monthly').click();
      await expect(leader.getByTestId('series-2026-11')).toBeVisible();
      await expectWellShown(leader, 'monthly exams', view);
      await leader.setViewportSize(usualSize);
      await leader.getByTestId('exam-1001').last().click();
      await expect(leader.getByTestId('exam-sheet')).toBeVisible();
      const path = test.info().outputPath(`exam-result-${view.locale}-${view.theme}.pdf`);
      const sheet = leader.getByTestId('exam-sheet');
      const wanted = [
        ...['1001', '0031', '2088', '家里没电了怎么办', '他家有人用氧气机，怎么办'],
        await sheet.locator('.exam-title').innerText(),
        // The last thing on the paper: nothing before it was cut.
        await sheet.locator('.exam-signatures li').last().innerText(),
        ...(await sheet.locator('.exam-marks tbody td').allInnerTexts()),
      ];
      const { pages, text } = readPdf(await leader.pdf({ path, preferCSSPageSize: true }));
      expect(pages).toBeGreaterThanOrEqual(1);
      expect(pages).toBeLessThanOrEqual(2);
      const copied = text.replaceAll(/\s/gu, '');
      expect(wanted.filter((words) => !copied.includes(words.replaceAll(/\s/gu, '')))).toEqual([]);
      await leader.keyboard.press('Escape');
      await expect(leader.getByRole('dialog')).toHaveCount(0);
    }
  });
});
