import { fileURLToPath } from 'node:url';
import { coreOfBuild } from './open-core.ts';
import { runCoreProcess } from './shell/browser/core-process.ts';

runCoreProcess({
  openCore: coreOfBuild(import.meta.url),
  pageFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
});
