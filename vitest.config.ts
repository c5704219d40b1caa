import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], environment: 'node', testTimeout: 15_000 } },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          // As in playwright.config.ts: real servers and kills on a machine shared with others. What needed it is named.
          retry: process.env['CI'] === 'true' ? 1 : 0,
          // For the many cores and servers that run from their sources: half of a start is reading these.
          env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules', '.cache', 'node') },
        },
      },
      {
        test: {
          name: 'interop',
          include: ['test/interop/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As in playwright.config.ts: real peers on a machine shared with others.
          retry: process.env['CI'] === 'true' ? 1 : 0,
          // One exchange at a time: its ports are fixed.
          maxWorkers: 1,
        },
      },
    ],
  },
});
