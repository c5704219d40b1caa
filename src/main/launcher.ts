import { fileURLToPath } from 'node:url';
import { runLauncher } from './shell/browser/launcher/run-launcher.ts';

// Whoever read the address may have hung up since.
process.stdout.on('error', () => undefined);
process.exitCode = await runLauncher(process.argv.slice(2), {
  coreEntry: fileURLToPath(new URL('./browser.js', import.meta.url)),
  setUp: async (request) => {
    const { setUpFromFile } = await import('./features/setup/set-up-from-file.ts');
    return setUpFromFile(request);
  },
});
process.exit();
