import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';
import { showView, testedViews } from './support/views.ts';

test('after a practice call the trainee sees what was done well and what was missed', async ({ seat }) => {
  const { page } = seat;
  const desk = deskPage(page);
  await desk.signIn('9527');
  await page.locator('[name="practiceLanguage"]').selectOption('adx');
  await expect(page.locator('[data-testid^="practice-adx-"]').first()).toBeEnabled();
  await page.keyboard.press('Alt+Digit1');
  await expect(desk.callCard).toHaveAttribute('data-state', 'ringing');
  await page.keyboard.press('F2');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  // Greeted at once, in his language; put on hold without a word; and gone without asking for anything else.
  await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
  await page.keyboard.press('Alt+KeyS');
  await expect(desk.prompt).not.toHaveAttribute('data-moment', 'greeting');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'held');
  await page.keyboard.press('F8');
  await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  await page.keyboard.press('F4');

  const sheet = page.getByTestId('score-sheet');
  const outcome = (criterion: string) => sheet.locator(`[data-criterion="${criterion}"]`);
  await expect(outcome('greetingInTime')).toHaveAttribute('data-outcome', 'met');
  await expect(outcome('greetingLanguage')).toHaveAttribute('data-outcome', 'met');
  await expect(outcome('holdAnnounced')).toHaveAttribute('data-outcome', 'missed');
  await expect(outcome('holdShort')).toHaveAttribute('data-outcome', 'met');
  await expect(outcome('closing')).toHaveAttribute('data-outcome', 'missed');
  const moment = outcome('holdAnnounced').getByRole('button');
  await moment.click();
  await expect(moment).toHaveAttribute('aria-pressed', 'true');
  for (const view of testedViews) {
    await showView(page, view);
    await sheet.scrollIntoViewIfNeeded();
    await page.screenshot({ path: test.info().outputPath(`score-${view.locale}.png`) });
  }
});
