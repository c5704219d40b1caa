import { main } from './run.ts';

// An explicit exit: the parent's pipe may still be open and would keep the process alive.
process.exit(await main(process.argv.slice(2), process.env));
