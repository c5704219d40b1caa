import { fileURLToPath } from 'node:url';
import { coreOfBuild } from './open-core.ts';
import { runDesktop } from './shell/electron/run-desktop.ts';

runDesktop({
  openCore: coreOfBuild(import.meta.url, { ELECTRON_RUN_AS_NODE: '1' }),
  pageFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
  preloadFile: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
});
