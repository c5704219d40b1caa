import { heldAtCentre, trainingAtCentre } from './support/centre.ts';
import { expect, test } from './support/live-desks.ts';

test('of a practice call at a live seat its score reaches the centre, and nothing else; its exchange hears nothing', async ({
  site,
}) => {
  test.setTimeout(180_000);
  await site.startCentre();
  const desk = await site.open('1001');
  const { page } = desk;
  await desk.sync();
  const centre = await site.centreUrl();
  const held = async () => ({
    tickets: await heldAtCentre(centre, 'tickets'),
    calls: await heldAtCentre(centre, 'calls'),
    tasks: await heldAtCentre(centre, 'tasks'),
  });
  const before = await held();

  await desk.ring('zh-outage-report');
  await expect(desk.callCard).toContainText('练习');
  await desk.answer();

  await test.step('a ticket that is not all there is asked for what is missing, as any other', async () => {
    await page.keyboard.press('Alt+KeyT');
    await page.getByTestId('ticket-form').locator('[name="type"]').selectOption('faultRepair');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByTestId('ticket-form').locator('[aria-invalid="true"]').first()).toBeVisible();
  });

  await test.step('one that is all there counts for the trainee, and stays here as a draft', async () => {
    const form = page.getByTestId('ticket-form');
    await form.locator('[name="subType"]').selectOption({ index: 1 });
    await form.locator('[name="description"]').fill('练习：只有自己家没电');
    await form.locator('[name="callerPhone"]').fill('13900000011');
    await form.locator('[name="address"]').fill('城东区朝阳小区');
    await page.keyboard.press('Control+Enter');
    await expect(form).toContainText('练习工单不送总台');
    await expect(form.locator('[name="description"]')).toHaveValue('练习：只有自己家没电');
  });

  await test.step('that an article is not right is not told either, and why is said', async () => {
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('停电');
    await expect(page.getByTestId('hits').getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Enter');
    const side = page.getByTestId('article-side');
    await expect(side.getByRole('textbox')).toBeVisible();
    await page.keyboard.press('Alt+Shift+KeyR');
    await expect(side).toContainText('练习通话里的报错不送总台');
    await page.screenshot({ path: test.info().outputPath('not-right-in-practice.png') });
    await page.keyboard.press('Escape');
  });

  await test.step('the call is over, with its score', async () => {
    await desk.hangUp();
    await page.keyboard.press('Alt+KeyW');
    await expect(desk.callCard).toHaveCount(0);
    await expect(page.getByText('成绩和标记送总台的训练档案')).toBeVisible();
  });

  await desk.sync();
  expect(await held()).toEqual(before);
  const { entries } = await trainingAtCentre(centre, '1001');
  expect(entries).toMatchObject([{ kind: 'practice', result: { scenarioId: 'zh-outage-report' } }]);
  for (const word of ['练习：', '13900000011', '朝阳']) expect(JSON.stringify(entries)).not.toContain(word);
  expect(site.asked().filter((method) => method !== 'REGISTER' && method !== 'OPTIONS')).toEqual([]);
  expect(site.asked()).toContain('REGISTER');
});
