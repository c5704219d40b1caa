import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCore, type Core, type CoreOptions } from '../../../src/main/core.ts';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import type { AppError } from '../../../src/shared/ipc/app-error.ts';
import type { CommandName, EventName } from '../../../src/shared/ipc/channels.ts';
import type { CommandInput, CommandOutput, EventPayload } from '../../../src/shared/ipc/contract.ts';
import { ok, type Result } from '../../../src/shared/ipc/result.ts';
import { putDemoDatabase } from '../../fakes/pglite-template.ts';

const root = new URL('../../../', import.meta.url);

/** How the core finds its parts when it runs from its sources. */
export const sourceParts = {
  resourcesFolder: fileURLToPath(new URL('resources/', root)),
  workers: {
    seat: new URL('src/main/db/seat-worker.ts', root),
    knowledge: new URL('src/main/db/knowledge/knowledge-worker.ts', root),
  },
  serverEntry: { execPath: process.execPath, args: [fileURLToPath(new URL('server/main.ts', root))], env: process.env },
} satisfies Partial<CoreOptions>;

export interface Home {
  readonly path: string;
  remove(): Promise<void>;
}

export async function makeHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'tashi-core-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A home whose demo finds an empty database, which it would need seconds to make. */
export async function makeDemoHome(): Promise<Home> {
  const home = await makeHome();
  await putDemoDatabase(home.path);
  return home;
}

/** A core as a page sees it, every answer and event held against the contract. */
export interface TestDesk {
  readonly core: Core;
  ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>>;
  /** The value; throws on a failure. */
  get<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  /** The error; throws on success. */
  refusal<N extends CommandName>(name: N, input: CommandInput<N>): Promise<AppError>;
  /** The first payload of this event, past or to come, that fits. */
  heard<N extends EventName>(name: N, fits: (payload: EventPayload<N>) => boolean): Promise<EventPayload<N>>;
  forgetEvents(): void;
  close(): Promise<void>;
}

export async function openDesk(home: string, options: Partial<CoreOptions> = {}): Promise<TestDesk> {
  const profileName = options.profileName ?? 'demo';
  const core = await createCore({
    ...{ home, profileName, shell: 'browser', version: '0.0.0-test', isOutputChecked: true },
    openProfile: () => Promise.resolve(ok({ address: null })),
    ...{ ...sourceParts, logFolder: join(profileFolder(home, profileName), 'logs') },
    ...options,
  });
  const events = listen(core);
  const ask: TestDesk['ask'] = async (name, input) =>
    (await core.invoke(name, input, { isTrusted: true })) as Result<CommandOutput<typeof name>>;
  return {
    core,
    ask,
    async get(name, input) {
      const answer = await ask(name, input);
      if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.params ?? {})}`);
      return answer.value;
    },
    async refusal(name, input) {
      const answer = await ask(name, input);
      if (answer.ok) throw new Error(`${name} was expected to fail`);
      return answer.error;
    },
    ...events,
    close: () => core.close(),
  };
}

function listen(core: Core): Pick<TestDesk, 'heard' | 'forgetEvents'> {
  let past: { name: EventName; payload: unknown }[] = [];
  const waiting = new Set<() => void>();
  core.onEvent((name, payload) => {
    past.push({ name, payload });
    for (const look of [...waiting]) look();
  });
  return {
    heard: (name, fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = past.find((event) => event.name === name && fits(event.payload as EventPayload<typeof name>));
          if (!found) return;
          waiting.delete(look);
          resolve(found.payload as EventPayload<typeof name>);
        };
        waiting.add(look);
        look();
      }),
    forgetEvents: () => {
      past = [];
    },
  };
}
