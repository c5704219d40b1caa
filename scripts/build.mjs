import './runtime-guard.mjs';
import { ensureBuilt } from './build-state.mjs';

process.exit((await ensureBuilt({ always: true, quiet: false })) ? 0 : 1);
