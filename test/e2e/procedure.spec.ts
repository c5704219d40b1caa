import { deskPage, submitTicket } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('a question becomes a ticket by keys: found, led through step by step, written down', async ({ seat }) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const { keyboard } = page;
  await desk.signIn('9527');
  await desk.ring('zh-outage-report');
  await desk.answer();
  const step = page.getByTestId('step');
  const taken = page.getByTestId('taken');

  await test.step('the question is found, and its steps begin beside the call', async () => {
    await keyboard.press('Control+KeyK');
    await keyboard.type('停电处理');
    await expect(page.getByTestId('hits').getByRole('option').first()).toContainText('停电处理');
    await keyboard.press('Enter');
    await expect(page.getByTestId('reader')).toBeVisible();
    await keyboard.press('Alt+Shift+KeyS');
    await expect(step).toHaveAttribute('data-step', 'danger');
    await expect(page.getByTestId('procedure-run')).toBeFocused();
    await expect(page.getByTestId('reader')).toBeHidden();
    await expect(desk.callCard).toHaveAttribute('data-state', 'talking');
  });

  await test.step('answers are digits, and none of them chooses a line to say', async () => {
    const said = await page.getByTestId('prompt').getAttribute('data-moment');
    await keyboard.press('Digit1');
    await expect(step).toHaveAttribute('data-step', 'who');
    await keyboard.press('Digit1');
    await keyboard.press('Digit1');
    await expect(taken.getByRole('listitem')).toHaveCount(3);
    await expect(page.getByTestId('prompt')).toHaveAttribute('data-moment', said ?? '');
    await keyboard.press('Backspace');
    await expect(step).toHaveAttribute('data-step', 'back');
    await keyboard.press('Digit1');
  });

  await test.step('the business system is asked, and says when', async () => {
    await expect(step).toHaveAttribute('data-step', 'arrears');
    await expect(page.getByTestId('looked-up')).toHaveAttribute('data-state', 'clear');
    await expect(page.getByTestId('looked-up')).toContainText(/\d{1,2}:\d{2}/);
    await keyboard.press('Enter');
    await expect(step).toHaveAttribute('data-step', 'planned');
    await expect(page.getByTestId('looked-up')).toHaveAttribute('data-state', 'clear');
    await keyboard.press('Enter');
  });

  await test.step('the search is one key away, and the steps wait', async () => {
    await expect(step).toHaveAttribute('data-step', 'wiring');
    await keyboard.press('Control+KeyK');
    await expect(page.getByTestId('procedures')).toBeHidden();
    await expect(page.getByRole('combobox', { name: '搜索知识库' })).toBeFocused();
    await keyboard.press('Alt+Shift+KeyS');
    await expect(step).toHaveAttribute('data-step', 'wiring');
  });

  await test.step('what the call knows stands in the fields', async () => {
    await keyboard.press('Digit1');
    await expect(page.locator('[name="procedureField"]')).toBeFocused();
    await expect(page.locator('[name="procedureField"]')).not.toHaveValue('');
    await keyboard.press('Enter');
    await expect(step).toHaveAttribute('data-step', 'address');
    await page.locator('[name="procedureField"]').fill('朝阳小区 6 号楼 2 单元 501 室');
    // He looks something up, and comes back to what he was writing.
    await keyboard.press('Control+KeyK');
    await expect(page.getByTestId('procedures')).toBeHidden();
    await keyboard.press('Alt+Shift+KeyS');
    await expect(page.locator('[name="procedureField"]')).toHaveValue('朝阳小区 6 号楼 2 单元 501 室');
    await keyboard.press('Enter');
    await expect(step).toHaveAttribute('data-kind', 'end');
  });

  await test.step('the result is the ticket, which goes out', async () => {
    await keyboard.press('Enter');
    const form = page.getByTestId('ticket-form');
    await expect(page.getByTestId('procedures')).toBeHidden();
    await expect(form.locator('[name="type"]')).toHaveValue('faultRepair');
    await expect(form.locator('[name="subType"]')).toHaveValue('single-no-power');
    await expect(form.locator('[name="address"]')).toHaveValue('朝阳小区 6 号楼 2 单元 501 室');
    await expect(form.locator('[name="description"]')).toBeFocused();
    await expect(form.locator('[name="description"]')).toHaveValue(
      /流程：家里没电[^]*欠费 没有（\d{1,2}:\d{2} 查）[^]*没有跳/,
    );
    await submitTicket(page);
  });

  await test.step('this caller’s question goes by these steps: the score sheet says that they were gone to the end', async () => {
    await desk.hangUp();
    const point = page.getByTestId('score-sheet').locator('[data-criterion="procedure"]');
    await expect(point).toHaveAttribute('data-outcome', 'met');
    await expect(point).toContainText('走到底');
    await point.getByRole('button').click();
    await expect(point.getByRole('button')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.score-line [data-shown="true"]')).toHaveCount(1);
  });
});

test('a false report is no fault ticket: what is owed is said with its time, what is unknown is not passed', async ({
  seat,
}) => {
  test.setTimeout(240_000);
  const { page } = seat;
  const desk = deskPage(page);
  const { keyboard } = page;
  await desk.signIn('9527');
  // Without a call there is nobody to ask about.
  await keyboard.press('Alt+Shift+KeyS');
  await expect(page.getByRole('combobox', { name: '查找流程' })).toBeFocused();
  await keyboard.type('家里没电');
  await keyboard.press('Enter');
  const step = page.getByTestId('step');
  for (const place of ['danger', 'who', 'back']) {
    await expect(step).toHaveAttribute('data-step', place);
    await keyboard.press('Digit1');
  }
  const answer = page.getByTestId('looked-up');
  await expect(answer).toHaveAttribute('data-state', 'unknown');
  await expect(answer).toContainText('不算通过');
  await keyboard.press('Enter');
  await expect(step).toHaveAttribute('data-step', 'arrears-unknown');
  await expect(page.getByTestId('taken')).toContainText('不算通过');
  await keyboard.press('Backspace');
  await expect(answer).toHaveAttribute('data-state', 'unknown');
  await keyboard.press('Escape');
  await expect(page.getByTestId('procedures')).toBeHidden();
  // The key that opens them closes them, and the focus goes back to where it was.
  await page.locator('[name="dial"]').focus();
  await keyboard.press('Alt+Shift+KeyS');
  await expect(page.getByTestId('procedure-run')).toBeFocused();
  await keyboard.press('Alt+Shift+KeyS');
  await expect(page.getByTestId('procedures')).toBeHidden();
  await expect(page.locator('[name="dial"]')).toBeFocused();
});
