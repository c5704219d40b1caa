import type { Page } from '@playwright/test';
import { deskPage, submitTicket } from './support/desk-page.ts';
import { pickLine } from './support/pick-line.ts';
import { expect, test } from './support/seat.ts';
import { showView, testedViews } from './support/views.ts';

interface Played {
  readonly agentNo: string;
  readonly scenario: string;
  readonly greets: RegExp;
  /** Kind and moment of the line that this caller needs. */
  readonly line: readonly [string, string];
  /** Finds the article that he needs. */
  readonly words: string;
  /** Type and sub-type of the ticket that it ends with. */
  readonly ticket: readonly [string, string];
}

const mandarin: Played = {
  ...{ agentNo: '1001', scenario: 'zh-outage-report', greets: /喂/u, line: ['fault', 'fault.noted'] },
  ...{ words: '停电', ticket: ['faultRepair', 'single-no-power'] },
};
const amdo: Played = {
  ...{ agentNo: '9527', scenario: 'adx-reconnection', greets: /བདེ་མོ/u },
  ...{ line: ['verify', 'verify.name'], words: '欠费停电 交了钱多久来电' },
  ticket: ['expedite', 'faster-restoration'],
};

async function writeTicket(page: Page, [type, subType]: Played['ticket']): Promise<void> {
  await page.keyboard.press('Alt+KeyT');
  const form = page.getByTestId('ticket-form');
  await form.locator('[name="type"]').selectOption(type);
  await form.locator('[name="subType"]').selectOption(subType);
  await form.locator('[name="description"]').fill('家里没电，请上门查看');
  for (const [name, text] of [
    ['callerPhone', '13900000099'],
    ['address', '共和县恰卜恰镇'],
  ] as const) {
    const field = form.locator(`[name="${name}"]`);
    if ((await field.count()) > 0 && (await field.inputValue()) === '') await field.fill(text);
  }
  await submitTicket(page);
}

for (const played of [mandarin, amdo]) {
  test(`a trainee fails ${played.scenario} and then passes it`, async ({ seat }) => {
    test.setTimeout(180_000);
    const { page } = seat;
    const desk = deskPage(page);
    const sheet = page.getByTestId('score-sheet');
    await desk.signIn(played.agentNo);

    await test.step('who neither greets nor looks anything up has not passed', async () => {
      await desk.ring(played.scenario);
      await desk.answer();
      // Before he speaks there was no call to be judged.
      await expect(page.getByTestId('captions')).toContainText(played.greets);
      await desk.hangUp();
      await expect(sheet).toHaveAttribute('data-passed', 'false');
      await expect(sheet).toContainText('没有通过');
      await page.keyboard.press('Alt+KeyW');
      await expect(desk.callCard).toHaveCount(0);
    });

    await test.step('greeted, looked up, said what was needed and closed well: passed', async () => {
      await desk.ring(played.scenario);
      await desk.answer();
      await expect(desk.prompt).toHaveAttribute('data-moment', 'greeting');
      await page.keyboard.press('Alt+KeyS');
      await expect(desk.prompt).not.toHaveAttribute('data-moment', 'greeting');
      await page.keyboard.press('Control+KeyK');
      await page.keyboard.type(played.words);
      await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(page.getByTestId('reader')).toBeVisible();
      await page.keyboard.press('Escape');
      await pickLine(page, ...played.line);
      await pickLine(page, 'closing.anythingElse', 'closing.else');
      await pickLine(page, 'closing.farewell', 'closing.farewell');
      await desk.hangUp();
      for (const criterion of ['greetingInTime', 'greetingLanguage', 'moments', 'article', 'closing'])
        await expect(sheet.locator(`[data-criterion="${criterion}"]`), criterion).toHaveAttribute(
          'data-outcome',
          'met',
        );
      await writeTicket(page, played.ticket);
      await expect(sheet.locator('[data-criterion="ticket"]')).toHaveAttribute('data-outcome', 'met');
      await expect(sheet).toHaveAttribute('data-passed', 'true');
      for (const view of testedViews) {
        await showView(page, view);
        await sheet.scrollIntoViewIfNeeded();
        await page.screenshot({ path: test.info().outputPath(`passed-${view.locale}-${view.theme}.png`) });
      }
    });
  });
}
