import { defineConfig } from '@playwright/test';
import suite from './playwright.config.ts';

/** Takes the pictures of docs/screens; `npm run screens`. The same desk as the e2e suite, one state after the other. */
export default defineConfig({
  ...suite,
  testDir: 'test/screens',
  timeout: 180_000,
  workers: 1,
  projects: (suite.projects ?? []).filter((project) => project.name === 'browser-seat'),
});
