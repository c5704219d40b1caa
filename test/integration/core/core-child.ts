import type { FromChild, ToChild } from './core-messages.ts';
import { openDesk } from './test-desk.ts';

function tell(message: FromChild): void {
  process.send?.(message);
}

/** A core in a process of its own, to be killed. */
let core: Promise<Awaited<ReturnType<typeof openDesk>>['core']> | undefined;

async function open({ home, profileName, handle }: Extract<ToChild, { t: 'open' }>) {
  const desk = await openDesk(home, { profileName, ...(handle === undefined ? {} : { handle }) });
  desk.core.onHandleChanged((changed) => tell({ t: 'handle', handle: changed }));
  desk.core.onEvent((name, payload) => tell({ t: 'event', name, payload }));
  tell({ t: 'opened' });
  return desk.core;
}

async function answer({ id, name, input }: Extract<ToChild, { t: 'ask' }>): Promise<void> {
  const result = await (await core)?.invoke(name, input, { isTrusted: true });
  tell({ t: 'answer', id, result });
}

process.on('message', (message: ToChild) => {
  if (message.t === 'open') core = open(message);
  else void answer(message);
});
process.on('disconnect', () => process.exit(0));
