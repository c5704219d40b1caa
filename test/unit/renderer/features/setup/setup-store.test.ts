import { describe, expect, test } from 'vitest';
import { createProfileStore } from '../../../../../src/renderer/features/setup/profile-store.ts';
import { allProblems, createSetupStore, problemAt } from '../../../../../src/renderer/features/setup/setup-store.ts';
import { appError } from '../../../../../src/shared/ipc/app-error.ts';
import type { SaveOutcome } from '../../../../../src/shared/ipc/setup-commands.ts';
import type { ServerFindings } from '../../../../../src/shared/setup/findings.ts';
import { scriptedDesk } from '../../../../fakes/scripted-desk.ts';
import { sealingKey, signingKey, wholeSeat } from '../../../shared/setup/seat-samples.ts';

const findings: ServerFindings = {
  ...{ name: '青海供电服务热线', sealingKey, signingKey, fingerprint: 'ABCD ABCD ABCD ABCD ABCD ABCD' },
  ...{ engine: 'postgres', isDurable: true, version: '0.1.0', ms: 12, skewMs: 0 },
};
const wholeText = JSON.stringify(wholeSeat());

describe('filling the fields', () => {
  test('a field says what is wrong once it was left, all of them after a try to save', async () => {
    const store = createSetupStore(scriptedDesk({}));
    const { edit, touch, save } = store.getState();
    edit('name', (form) => ({ ...form, name: 'No Good' }));
    expect(problemAt(store.getState(), 'name')).toBeUndefined();
    touch('name');
    expect(problemAt(store.getState(), 'name')?.code).toBe('profileName');
    expect(problemAt(store.getState(), 'centre.url')).toBeUndefined();
    expect(await save(false)).toBeUndefined();
    expect(problemAt(store.getState(), 'centre.url')?.code).toBe('required');
    expect(store.getState().form.name).toBe('No Good');
  });

  test('asked twice about the same form it gives the same answer, object for object', () => {
    const store = createSetupStore(scriptedDesk({}));
    store.getState().touch('name');
    expect(problemAt(store.getState(), 'name')).toBe(problemAt(store.getState(), 'name'));
  });

  test('a file fills the fields, what it says besides is named, and the fields come back', () => {
    const store = createSetupStore(scriptedDesk({}));
    store.getState().edit('name', (form) => ({ ...form, name: 'typed' }));
    expect(store.getState().takeOver('{\n"name": }')).toBe(2);
    expect(store.getState().form.name).toBe('typed');
    const odd = { ...wholeSeat(), excahnge: {}, region: 'China' };
    expect(store.getState().takeOver(JSON.stringify(odd))).toBeUndefined();
    expect(store.getState().form.exchange.servers).toEqual(wholeSeat().exchange.servers);
    expect(store.getState().leftOut).toEqual([{ field: 'excahnge', code: 'unknownField' }]);
    expect(problemAt(store.getState(), 'region')?.code).toBe('region');
    store.getState().undoTakeOver();
    expect(store.getState().form.name).toBe('typed');
  });

  test('a profile that is there is changed from its own file', async () => {
    const store = createSetupStore(scriptedDesk({ 'profiles:read': () => ({ text: wholeText }) }));
    await store.getState().startFrom('qinghai-1');
    expect(store.getState()).toMatchObject({ isOpen: true, form: { name: 'qinghai-1', locale: 'bo' } });
  });
});

describe('keys of the server', () => {
  test('are nobody’s before a person has compared them', async () => {
    const store = createSetupStore(scriptedDesk({ 'setup:testServer': () => findings }));
    store.getState().edit('centre.url', (form) => ({ ...form, centre: { ...form.centre, url: 'https://a.example' } }));
    await store.getState().fetchKeys();
    expect(store.getState().form.centre.sealingKey).toBe('');
    store.getState().answerOffer(false);
    expect(store.getState()).toMatchObject({ offer: undefined, form: { centre: { sealingKey: '' } } });
    await store.getState().fetchKeys();
    store.getState().answerOffer(true);
    expect(store.getState().form.centre).toMatchObject({ name: '青海供电服务热线', sealingKey, signingKey });
  });

  test('that differ from the file’s name the field and keep the seat from being saved', async () => {
    const other = { ...findings, sealingKey: `${'Z'.repeat(42)}A` };
    const store = createSetupStore(scriptedDesk({ 'setup:testServer': () => other }));
    store.getState().takeOver(wholeText);
    expect(allProblems(store.getState())).toEqual([]);
    await store.getState().fetchKeys();
    expect(problemAt(store.getState(), 'centre.sealingKey')?.code).toBe('keyDiffers');
    expect(problemAt(store.getState(), 'centre.signingKey')).toBeUndefined();
    expect(await store.getState().save(false)).toBeUndefined();
    store.getState().answerOffer(true);
    expect(allProblems(store.getState())).toEqual([]);
    expect(store.getState().form.centre.sealingKey).toBe(other.sealingKey);
  });
});

describe('saving', () => {
  function saving(outcomes: SaveOutcome[]) {
    const desk = scriptedDesk({ 'setup:save': () => outcomes.shift() ?? { outcome: 'saved', name: 'qinghai-1' } });
    const store = createSetupStore(desk);
    store.getState().takeOver(wholeText);
    return { desk, store };
  }

  test('a profile that is there is replaced only after a word', async () => {
    const { desk, store } = saving([{ outcome: 'exists', name: 'qinghai-1' }]);
    expect(await store.getState().save(false)).toBeUndefined();
    expect(store.getState()).toMatchObject({ replaces: 'qinghai-1', form: { name: 'qinghai-1' } });
    expect(await store.getState().save(true)).toBe('qinghai-1');
    expect(desk.calls.map(({ input }) => input)).toMatchObject([{ isReplacing: false }, { isReplacing: true }]);
    expect(store.getState().form.name).toBe('');
  });

  test('what the core finds wrong stands beside its field until that is changed', async () => {
    const { store } = saving([{ outcome: 'wrong', problems: [{ field: 'name', code: 'otherCentre' }] }]);
    expect(await store.getState().save(false)).toBeUndefined();
    expect(problemAt(store.getState(), 'name')?.code).toBe('otherCentre');
    store.getState().edit('name', (form) => ({ ...form, name: 'qinghai-2' }));
    expect(allProblems(store.getState())).toEqual([]);
  });

  test('a failure keeps every field', async () => {
    const { desk, store } = saving([]);
    desk.failNext('setup:save', appError('storage.diskFull', 'user'));
    expect(await store.getState().save(false)).toBeUndefined();
    expect(store.getState()).toMatchObject({ error: { code: 'storage.diskFull' }, form: { name: 'qinghai-1' } });
  });
});

describe('going to another profile', () => {
  function leaving(address: string | null) {
    const went: string[] = [];
    const desk = scriptedDesk({ 'profiles:open': () => ({ address }) });
    const exit = { goTo: (to: string) => void went.push(to), reload: () => void went.push('reload') };
    return { desk, went, store: createProfileStore(desk, exit) };
  }

  test('the page goes where it is told, once', async () => {
    const { desk, went, store } = leaving('http://other.localhost:1/#n=x');
    await Promise.all([store.getState().openProfile('xining'), store.getState().openProfile('demo')]);
    expect(went).toEqual(['http://other.localhost:1/#n=x']);
    expect(desk.calls).toHaveLength(1);
    expect(store.getState().opening).toBe('xining');
  });

  test('a profile that was changed is loaded again when its core is back', async () => {
    const { desk, went, store } = leaving(null);
    desk.lose();
    desk.attach();
    expect(went).toEqual([]);
    await store.getState().openProfile('xining');
    expect(went).toEqual([]);
    desk.lose();
    desk.attach();
    expect(went).toEqual(['reload']);
  });

  test('a refusal is told and another try is free', async () => {
    const { desk, went, store } = leaving('http://x');
    desk.failNext('profiles:open', appError('profile.busy', 'user', { name: 'xining' }));
    await store.getState().openProfile('xining');
    expect(store.getState()).toMatchObject({ opening: undefined, error: { code: 'profile.busy' } });
    await store.getState().openProfile('xining');
    expect(went).toEqual(['http://x']);
  });
});
