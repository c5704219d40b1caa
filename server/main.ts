import { isMainThread, workerData } from 'node:worker_threads';

if (isMainThread) {
  const { main } = await import('./run.ts');
  // An explicit exit: the parent's pipe may still be open and would keep the process alive.
  process.exit(await main(process.argv.slice(2), process.env, new URL(import.meta.url)));
} else {
  const { makePglite } = await import('./engine/make-pglite.ts');
  await makePglite(String(workerData));
}
