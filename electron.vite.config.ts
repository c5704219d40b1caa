import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** Everything that runs in Node: both shells, the browser seat's launcher, the workers and the central server. */
const mainEntries = {
  electron: 'src/main/electron.ts',
  browser: 'src/main/browser.ts',
  launcher: 'src/main/launcher.ts',
  'seat-worker': 'src/main/db/seat-worker.ts',
  'knowledge-worker': 'src/main/db/knowledge/knowledge-worker.ts',
  'central-server': 'server/main.ts',
};

/**
 * The parser of sip.js unpacks its whole table of rules again for every header of every message, which is most of what a
 * message costs: here each rule is unpacked once. Nothing writes to an unpacked rule.
 */
function sipGrammarUnpackedOnce(): Plugin {
  const before = 'function peg$decode(s) {\n        return ';
  const after = 'function peg$decode(s) {\n        return peg$decoded[s] ??= ';
  return {
    name: 'sip-grammar-unpacked-once',
    transform(code, id) {
      if (!id.endsWith('/sip.js/lib/grammar/pegjs/dist/grammar.js')) return undefined;
      if (!code.includes(before)) throw new Error('the grammar of sip.js is not the one that this build knows');
      return { code: `const peg$decoded = Object.create(null);\n${code.replace(before, after)}`, map: null };
    },
  };
}

export default defineConfig({
  main: {
    build: {
      target: 'node24',
      // Bundled, these load several times faster than from their many files.
      externalizeDeps: { exclude: ['zod', 'ws', 'uuid'] },
      rollupOptions: {
        input: Object.fromEntries(Object.entries(mainEntries).map(([name, file]) => [name, resolve(root, file)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: resolve(root, 'src/preload/index.ts'),
        // A sandboxed preload can't be an ES module.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    publicDir: resolve(root, 'resources/public'),
    base: './',
    plugins: [react(), sipGrammarUnpackedOnce()],
    build: {
      target: 'chrome140',
      minify: true,
      // The page's policy allows no data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: resolve(root, 'src/renderer/index.html') },
    },
  },
});
