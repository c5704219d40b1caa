import { expect } from '@playwright/test';
import { deskPage } from './desk-page.ts';
import type { Seat } from './seat.ts';
import type { Look, View } from './views.ts';
import { lookIn } from './walk-states.ts';

/** Leads one desk of the demo through looking for customers and correcting one, and looks at each state in every view. */
export async function walkCustomers(seat: Seat, views: readonly View[], look: Look): Promise<void> {
  const { page } = seat;
  const desk = deskPage(page);
  const lookAt = lookIn(seat, views, look);
  const hits = page.getByTestId('customer-hits').getByRole('option');
  const file = page.getByTestId('customer-file');
  const form = page.getByTestId('customer-form');
  await desk.signIn('9527');
  await expect(page.getByTestId('sync')).toHaveAttribute('data-state', 'online', { timeout: 60_000 });
  await page.keyboard.press('Alt+KeyK');
  await page.keyboard.type('1390');
  await expect(hits.first()).toBeVisible();
  await lookAt('customers');
  await hits.first().click();
  await expect(file).toBeVisible();
  await lookAt('customer');

  await file.locator('.card-actions button').last().click();
  const addPhone = form.locator('fieldset > button');
  await addPhone.click();
  await form.locator('[name="phone-1"]').fill('8123');
  await addPhone.click();
  await form.locator('[name="phone-2"]').fill('13900000011');
  await form.locator('[name="address"]').focus();
  await expect(form.locator('[name="phone-1"]')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('alert')).toBeVisible();
  await lookAt('customer-form');
  await page.keyboard.press('Alt+KeyK');
  await page.keyboard.type('没有这位');
  await expect(hits).toHaveCount(0);
  await lookAt('customer-draft');
  for (let step = 0; step < 2; step += 1) await page.locator('[name="customerQuery"]').press('Escape');
  await expect(page.getByTestId('customer-panel')).toBeHidden();

  await desk.ring('adx-bill-question');
  await desk.answer();
  await page.keyboard.press('Alt+KeyK');
  await page.keyboard.type('2231');
  await page.keyboard.press('Enter');
  await expect(file).toBeVisible();
  await lookAt('customer-in-call');
  await desk.hangUp();
  await lookAt('customer-in-wrap-up');
}
