import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { profileFolder } from '../../../src/main/profile/profile-folder.ts';
import { signedOutCommands } from '../../../src/main/ipc/handlers/handlers.ts';
import { commandNames, type CommandName } from '../../../src/shared/ipc/channels.ts';
import { callFrom, credentials, faultDraft } from './desk-inputs.ts';
import { makeDemoHome, openDesk, sourceParts, type Home } from './test-desk.ts';

let home: Home;
beforeEach(async () => {
  home = await makeDemoHome();
});
afterEach(() => home.remove());

test('a profile that can not be read is told by file and field, whatever is asked but the way to another one', async () => {
  const folder = profileFolder(home.path, 'qinghai');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'profile.json'), '{"schemaVersion":1,"name":"qinghai","kind":"live"}');
  const desk = await openDesk(home.path, { profileName: 'qinghai' });
  const file = join(folder, 'profile.json');
  const waysOut: readonly CommandName[] = signedOutCommands;
  for (const name of commandNames.filter((command) => !waysOut.includes(command))) {
    expect(await desk.core.invoke(name, {}, { isTrusted: true })).toEqual({
      ...{ ok: false, error: { code: 'profile.invalid', retry: 'none', params: { file, field: 'centre' } } },
    });
  }
  expect(await desk.core.invoke('profiles:list', {}, { isTrusted: true })).toMatchObject({
    ok: true,
    value: { current: 'qinghai', profiles: [{ name: 'qinghai', wrongField: 'centre' }, { name: 'demo' }] },
  });
  expect(await desk.core.exportHandle()).toBeNull();
  await desk.close();
});

test('a page that is not ours gets nothing from a real core', async () => {
  const desk = await openDesk(home.path);
  const answer = await desk.core.invoke('app:bootstrap', {}, { isTrusted: false });
  expect(answer).toMatchObject({ ok: false, error: { code: 'ipc.untrustedSender' } });
  await desk.close();
});

test('broken content is left out by name; a restarted core finds session and switch as they were', async () => {
  const resourcesFolder = join(home.path, 'resources');
  await cp(sourceParts.resourcesFolder, resourcesFolder, { recursive: true });
  await mkdir(join(resourcesFolder, 'languages/aaa'));
  await writeFile(join(resourcesFolder, 'languages/aaa/phrases.json'), '{"lang":"aaa"}');
  await writeFile(join(resourcesFolder, 'knowledge/aaa.json'), '{"schemaVersion":1,"articles":[{"id":"half"}]}');
  await writeFile(join(resourcesFolder, 'scenarios/aaa.json'), 'not JSON');
  const warnings = [
    { code: 'content.brokenPack', retry: 'none', params: { file: 'aaa/phrases.json' } },
    { code: 'content.brokenArticle', retry: 'none', params: { file: 'aaa.json', id: 'half' } },
  ];

  const first = await openDesk(home.path, { resourcesFolder });
  expect((await first.get('auth:signIn', credentials('9527'))).warnings).toEqual(warnings);
  expect((await first.get('phrases:packs', {})).length).toBeGreaterThanOrEqual(5);
  expect((await first.get('practice:scenarios', {})).length).toBeGreaterThanOrEqual(2);
  await first.get('demo:setServerPower', { isOn: false });
  const call = callFrom('13900000071', { userToUser: '不该出现在日志里' });
  await first.get('calls:begin', call);
  await first.get('tickets:saveDraft', faultDraft({ description: '不该出现在日志里' }));
  const handle = await first.core.exportHandle();
  if (handle === null) throw new Error('a signed-in core has a handle');
  await first.close();

  const second = await openDesk(home.path, { resourcesFolder, handle });
  const bootstrap = await second.get('app:bootstrap', {});
  expect(bootstrap).toMatchObject({ isServerPowered: false, session: { agent: { agentNo: '9527' } } });
  await second.heard('sessionChanged', ({ session }) => session?.warnings.length === warnings.length);
  const updated = await second.get('calls:update', { id: call.callId, answeredAt: call.startedAt + 900 });
  expect(updated).toMatchObject({ id: call.callId, answeredAt: call.startedAt + 900 });
  await second.close();

  const logs = await readFile(join(profileFolder(home.path, 'demo'), 'logs', 'core.log'), 'utf8');
  expect(logs).toContain('"command":"calls:begin"');
  expect(logs).toContain('content.brokenScenario');
  for (const personal of ['不该出现', '13900000071', '卓玛', 'tashi-demo']) expect(logs).not.toContain(personal);

  // Started anew, not after a kill: the demo begins with its server on.
  const third = await openDesk(home.path, { resourcesFolder });
  expect(await third.get('app:bootstrap', {})).toMatchObject({ isServerPowered: true, session: null });
  await third.close();
});

test('a handle that no longer fits leads to the sign-in page', async () => {
  const desk = await openDesk(home.path, { handle: 'worn out' });
  await desk.heard('sessionChanged', ({ session, reason }) => session === null && reason !== undefined);
  expect(await desk.get('app:bootstrap', {})).toMatchObject({ session: null });
  await desk.close();
});
