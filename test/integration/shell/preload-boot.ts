import { createRequire, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { commandNames, eventNames } from '../../../src/shared/ipc/channels.ts';

/** Loads the built preload on the stub, plays the page on the one side and the core on the other, and prints what got through. */
interface LooseDesk {
  invoke(name: string, input: unknown): Promise<unknown>;
  on(name: string, listener: (payload: unknown) => void): () => void;
  onCore(listener: (state: string) => void): () => void;
}

const stubUrl = new URL('../../fakes/electron-stub.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: stubUrl, shortCircuit: true } : next(specifier, context),
});
const require = createRequire(import.meta.url);
require(resolve(import.meta.dirname, '../../../out/preload/index.cjs'));
const { seen, ipcRenderer } = require('electron') as typeof import('../../fakes/electron-stub.ts');
const desk = seen.exposed.get('desk') as LooseDesk;

for (const name of commandNames) await desk.invoke(name, { some: 'input' });
const unknownCommand = await desk.invoke('no:such', {}).then(
  () => 'passed on',
  () => 'refused',
);

const heard: unknown[] = [];
const leave = eventNames.map((name) => desk.on(name, (payload) => heard.push([name, payload])));
desk.on('noSuchEvent', (payload) => heard.push(payload));
for (const name of [...eventNames, 'noSuchEvent']) ipcRenderer.emit('desk:event', {}, name, { of: name });
for (const one of leave) one();
const before = heard.length;
for (const name of eventNames) ipcRenderer.emit('desk:event', {}, name, {});

const core: string[] = [];
desk.onCore((state) => core.push(state));

process.stdout.write(
  JSON.stringify({
    exposed: [...seen.exposed.keys()],
    functions: Object.keys(desk),
    invoked: seen.invoked,
    unknownCommand,
    heard: heard.slice(0, before),
    heardAfterUnsubscribe: heard.length - before,
    core,
  }),
);
