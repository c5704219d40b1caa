import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { findMisfits } from './find-misfits.ts';
import { smallPng } from './small-png.ts';

const locales = ['zh-CN', 'bo', 'en', 'zh-HK'] as const;

/** What an agent chose to see his desk in. */
export interface View {
  readonly locale: (typeof locales)[number];
  readonly theme: 'light' | 'dark';
}

/** Looks at one state of the desk in one view. */
export type Look = (state: string, view: View) => Promise<void>;

/** Each language and each theme once. */
export const twoViews: readonly View[] = [
  { locale: 'zh-CN', theme: 'light' },
  { locale: 'bo', theme: 'dark' },
];

/** What a person looks at before a screen is done. */
export const fourViews: readonly View[] = (['zh-CN', 'bo'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((theme) => ({ locale, theme })),
);

export const usualSize = { width: 1366, height: 768 };
export const smallestSize = { width: 1280, height: 720 };
export const largestSize = { width: 2560, height: 1440 };

/** Set by `npm run torture`: every language in every theme at four sizes, which `npm test` has no time for. */
const isWhole = process.env['TASHI_DESK_EVERY_VIEW'] === '1';
const everyView = locales.flatMap((locale) => (['light', 'dark'] as const).map((theme) => ({ locale, theme })));
const everySize = [smallestSize, usualSize, { width: 1920, height: 1080 }, largestSize];

/** Set by `npm run screens`: the folder that pictures of the tested states go to, instead of that of the test. */
const pictures = process.env['TASHI_DESK_PICTURES'];

/** In what the suite looks at the states of the desk. */
export const testedViews: readonly View[] = isWhole ? everyView : twoViews;
const testedSizes = isWhole ? everySize : [smallestSize, largestSize];
/** For the walk through `states` of them; five times what it takes where nothing else runs. */
export function walkTimeoutMs(states: number): number {
  return 120_000 + states * testedViews.length * testedSizes.length * 10_000;
}

export async function showView(page: Page, { locale, theme }: View): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator('.view-settings select').selectOption(locale);
  await expect(page.locator('html')).toHaveAttribute('lang', locale);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  await page.evaluate(() => document.fonts.ready);
}

/**
 * Clean for axe, and nothing is cut or covered at the sizes of the window; leaves a picture. Goes on after a fault, to
 * name them all.
 */
export async function expectWellShown(page: Page, state: string, { locale, theme }: View): Promise<void> {
  const name = `${state}, ${locale}, ${theme}`;
  // Legacy mode is the one for a page without frames: the other carries every partial result through a second page,
  // which takes ten times as long as the rules themselves and puts the desk behind it.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect.soft(found, name).toEqual([]);
  for (const size of testedSizes) {
    await page.setViewportSize(size);
    await expectFits(page, `${name}, ${String(size.width)}×${String(size.height)}`);
  }
  await page.setViewportSize(usualSize);
  await keepPicture(page, name);
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const file = `${name.replaceAll(/[^\w-]+/g, '-')}.png`;
  if (pictures === undefined) await page.screenshot({ path: test.info().outputPath(file) });
  else writeFileSync(join(pictures, file), smallPng(await page.screenshot({ animations: 'disabled' })));
}

/** Nothing is cut or covered in the window as it is. */
export async function expectFits(page: Page, name: string): Promise<void> {
  expect.soft(await page.evaluate(findMisfits), name).toEqual([]);
}
