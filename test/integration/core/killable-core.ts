import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CommandName, EventName } from '../../../src/shared/ipc/channels.ts';
import type { CommandInput, CommandOutput, EventPayload } from '../../../src/shared/ipc/contract.ts';
import type { Result } from '../../../src/shared/ipc/result.ts';
import type { FromChild, ToChild } from './core-messages.ts';

/** A core process as the launcher sees it. */
export interface KillableCore {
  get<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  /** The first payload of this event, past or to come, that fits. */
  heard<N extends EventName>(name: N, fits: (payload: EventPayload<N>) => boolean): Promise<EventPayload<N>>;
  /** Newest handle that it gave away. */
  handle(): string | undefined;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

/** @param env such as a clock that goes wrong */
export async function startCore(
  home: string,
  profileName: string,
  handle?: string,
  env: Readonly<Record<string, string>> = {},
): Promise<KillableCore> {
  const entry = fileURLToPath(new URL('core-child.ts', import.meta.url));
  const child = fork(entry, { execArgv: [], env: { ...process.env, ...env } });
  const said: FromChild[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (message: FromChild) => {
    said.push(message);
    for (const look of [...waiting]) look();
  });
  const first = <T>(find: (messages: readonly FromChild[]) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('the core process ended'));
      const look = (): void => {
        const found = find(said);
        if (found === undefined) return;
        waiting.delete(look);
        child.off('exit', gone);
        resolve(found);
      };
      child.once('exit', gone);
      waiting.add(look);
      look();
    });
  send(child, { t: 'open', home, profileName, ...(handle === undefined ? {} : { handle }) });
  await first((messages) => messages.find(({ t }) => t === 'opened'));
  let lastId = 0;
  return {
    async get(name, input) {
      const id = ++lastId;
      send(child, { t: 'ask', id, name, input });
      const { result } = await first((messages) =>
        messages.find(
          (message): message is Extract<FromChild, { t: 'answer' }> => message.t === 'answer' && message.id === id,
        ),
      );
      const answer = result as Result<CommandOutput<typeof name>>;
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
      return answer.value;
    },
    heard: (name, fits) =>
      first((messages) => {
        for (const message of messages) {
          if (message.t !== 'event' || message.name !== name) continue;
          const payload = message.payload as EventPayload<typeof name>;
          if (fits(payload)) return payload;
        }
        return undefined;
      }),
    handle: () => said.findLast((message) => message.t === 'handle')?.handle ?? undefined,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function send(child: ChildProcess, message: ToChild): void {
  child.send(message);
}
