import './runtime-guard.mjs';
import { electronInstaller, findElectron } from './electron-runtime.mjs';
import { runNode } from './tools.mjs';

const { code } = await runNode([electronInstaller]);
if (code === 0 && findElectron()) console.log('The Electron runtime is there: npm start takes it from now on.');
else console.error('The Electron runtime could not be fetched; npm start goes on taking the browser seat.');
process.exit(code);
