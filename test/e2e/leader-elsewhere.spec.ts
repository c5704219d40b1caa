import { expect, test } from './support/live-desks.ts';
import { pickLine } from './support/pick-line.ts';

test.describe('whom an agent can ask from his desk', () => {
  test.skip(({ shell }) => shell === 'electron', 'the site is one of browser seats');

  test('the centre says how a colleague stands, and a leader at another desk ends an abusive call', async ({
    site,
  }) => {
    test.setTimeout(600_000);
    await site.startCentre();
    const leader = await site.open('0031');
    const desk = await site.open('1001');
    const { page, prompt } = desk;
    const abuse = page.getByTestId('abuse');
    const request = leader.page.getByTestId('leader-request');
    const shot = (name: string): { path: string } => ({ path: test.info().outputPath(`${name}.png`) });

    await test.step('a language that nobody knows is Mandarin, and the page says so', async () => {
      await desk.callFrom('+8613712340004', ['X-Queue: day', 'X-Language: vi-VN;q=0.9']);
      await expect(prompt).toHaveAttribute('data-lang', 'zh-Hans');
      await expect(page.getByTestId('unknown-language')).toContainText('vi-VN');
      await page.screenshot(shot('unknown-language'));
      await desk.answer();
      await page.keyboard.press('Alt+KeyS');
    });

    await test.step('who is asked for by number is free, busy or away by the word of the centre', async () => {
      await pickLine(page, 'namedAgent', 'namedAgent.offerHelp');
      const ask = page.getByTestId('named-agent');
      await ask.locator('[name="namedAgentNo"]').fill('0031');
      await expect(ask.locator('[data-presence="away"]')).toBeVisible({ timeout: 60_000 });
      await page.screenshot(shot('named-agent'));
      await leader.page.keyboard.press('Alt+KeyQ');
      await expect(ask.locator('[data-presence="free"]')).toBeVisible({ timeout: 60_000 });
      await ask.locator('[name="namedAgentNo"]').press('Enter');
      await expect(prompt).toHaveAttribute('data-line', 'namedAgent.transfer');
      await expect(prompt.locator('.slot-field')).toHaveValue('0031');
    });

    await test.step('the leader at his own desk is asked, and says no', async () => {
      for (const line of ['abuse.first', 'abuse.second', 'abuse.askLeader']) await pickLine(page, 'abuse', line);
      await expect(page.getByTestId('leader-asked')).toContainText('1');
      await expect(request).toContainText('1001', { timeout: 30_000 });
      await page.screenshot(shot('asking'));
      await leader.page.screenshot(shot('asked'));
      await request.getByRole('button', { name: '不同意' }).click();
      await expect(request).toBeHidden();
      await expect(abuse).toHaveAttribute('data-kind', 'respect');
      await expect(page.locator('.end-key')).toBeDisabled();
    });

    await test.step('asked again he confirms, and the call ends', async () => {
      await pickLine(page, 'abuse', 'abuse.askLeader');
      await request.getByRole('button', { name: '同意结束', exact: true }).click();
      await expect(abuse).toHaveAttribute('data-kind', 'mayEnd');
      await expect(abuse).toContainText('0031');
      await page.keyboard.press('F4');
      await expect(page.getByTestId('wrap-up').locator('[name="disposition"]')).toHaveValue('abuseEnded');
    });
  });
});
