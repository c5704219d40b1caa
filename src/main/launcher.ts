import { fileURLToPath } from 'node:url';
import { runLauncher } from './shell/browser/launcher/run-launcher.ts';

// Whoever read the address may have hung up since.
process.stdout.on('error', () => undefined);
process.exitCode = await runLauncher(process.argv.slice(2), fileURLToPath(new URL('./browser.js', import.meta.url)));
process.exit();
