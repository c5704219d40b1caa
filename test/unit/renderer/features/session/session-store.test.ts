import { expect, test } from 'vitest';
import { createSessionStore } from '../../../../../src/renderer/features/session/session-store.ts';
import { agentNoSchema } from '../../../../../src/shared/ids.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import type { Settings } from '../../../../../src/shared/ipc/contract.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';

const agent = agentNoSchema.parse('1001');

/** A core that keeps settings, and tells everybody of each change before it answers. */
function desk() {
  let kept: Settings = { locale: 'zh-CN', theme: 'system' };
  const core = scriptedDesk({
    'settings:set': (change) => {
      kept = { ...kept, ...change } as Settings;
      core.tell('settingsChanged', kept);
      return kept;
    },
  });
  return { core, store: createSessionStore(core), kept: () => kept };
}

test('two changes in the same moment: the second goes on from the first, and both stay', async () => {
  const { core, store, kept } = desk();
  const { changeSettings } = store.getState();
  const panel = (care: object) => {
    const before = store.getState().settings.panels?.[agent];
    void changeSettings({ panels: { [agent]: { ...before, care: { ...before?.care, ...care } } } });
  };
  panel({ talkLimitMin: 20 });
  panel({ nudgeAfterMin: 30 });
  expect(store.getState().settings.panels?.[agent]?.care).toEqual({ talkLimitMin: 20, nudgeAfterMin: 30 });
  await core.settled();
  for (const settings of [store.getState().settings, kept()]) {
    expect(settings.panels?.[agent]?.care).toEqual({ talkLimitMin: 20, nudgeAfterMin: 30 });
  }
});

test('a change that could not be kept is not shown any longer, and says so', async () => {
  const { core, store } = desk();
  core.failNext('settings:set', appError('storage.diskFull', 'user'));
  await store.getState().changeSettings({ theme: 'dark' });
  expect(store.getState()).toMatchObject({ settings: { theme: 'system' }, error: { code: 'storage.diskFull' } });
});
