import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDeviceId } from '../../../../src/main/profile/device.ts';
import { resolveHomeFolder } from '../../../../src/main/profile/home-folder.ts';
import { chooseProfileName, profileFolder } from '../../../../src/main/profile/profile-folder.ts';
import { keepDemoCentre, loadProfile } from '../../../../src/main/profile/profile.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tashi-profile-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const key = 'A'.repeat(43);
const live = {
  schemaVersion: 1,
  name: 'qinghai',
  kind: 'live',
  centre: { name: '青海热线', url: 'https://centre.example', sealingKey: key, signingKey: key },
};

function put(name: string, content: unknown): void {
  mkdirSync(profileFolder(home, name), { recursive: true });
  writeFileSync(
    join(profileFolder(home, name), 'profile.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
}

describe('profiles', () => {
  test('nothing configured: the demo is made, for its owner only', () => {
    expect(chooseProfileName(home)).toBe('demo');
    const loaded = loadProfile(home, 'demo');
    expect(loaded).toMatchObject({ ok: true, value: { kind: 'demo', region: 'CN', exchange: null } });
    expect(statSync(profileFolder(home, 'demo')).mode & 0o777).toBe(0o700);
    expect(loadProfile(home, 'demo')).toEqual(loaded);
  });

  test('a configured profile is chosen over the demo', () => {
    loadProfile(home, 'demo');
    put('qinghai', live);
    expect(chooseProfileName(home)).toBe('qinghai');
    const loaded = loadProfile(home, 'qinghai');
    expect(loaded.ok && loaded.value.headerMap).toEqual(defaultHeaderMap);
  });

  test('headers that a profile names replace the default ones only', () => {
    put('qinghai', { ...live, headerMap: { queue: ['X-Skill'] } });
    const loaded = loadProfile(home, 'qinghai');
    expect(loaded.ok && loaded.value.headerMap).toEqual({ ...defaultHeaderMap, queue: ['X-Skill'] });
  });

  test.each([
    [{ ...live, centre: { ...live.centre, url: 'ftp://centre.example' } }, 'centre.url'],
    [{ ...live, centre: { ...live.centre, url: 'http://centre.example' } }, 'centre.url'],
    [{ ...live, centre: { ...live.centre, sealingKey: 'short' } }, 'centre.sealingKey'],
    [{ ...live, schemaVersion: 2 }, 'schemaVersion'],
    [{ ...live, name: 'other' }, 'name'],
    [{ ...live, region: 'China' }, 'region'],
    ['{', 'JSON'],
  ])('what is wrong is named (%#)', (content, field) => {
    put('qinghai', content);
    const loaded = loadProfile(home, 'qinghai');
    expect(loaded).toMatchObject({ ok: false, error: { code: 'profile.invalid', params: { field } } });
  });

  test('a profile that does not exist, or would lie elsewhere, is refused', () => {
    expect(loadProfile(home, 'nowhere')).toMatchObject({ ok: false, error: { params: { field: 'profile.json' } } });
    expect(loadProfile(home, '../escape')).toMatchObject({ ok: false, error: { params: { field: 'name' } } });
    expect(readdirSync(home)).toEqual([]);
  });

  test('the demo remembers its centre and keeps what else its file says', () => {
    put('demo', { schemaVersion: 1, name: 'demo', kind: 'demo', region: 'HK' });
    keepDemoCentre(home, { ...live.centre, url: 'http://127.0.0.1:4711' });
    expect(loadProfile(home, 'demo')).toMatchObject({
      ok: true,
      value: { region: 'HK', centre: { url: 'http://127.0.0.1:4711' } },
    });
  });

  test('the device id stays', () => {
    const id = loadDeviceId(home);
    expect(loadDeviceId(home)).toBe(id);
    expect(readdirSync(home)).toEqual(['device.json']);
    writeFileSync(join(home, 'device.json'), 'half');
    expect(loadDeviceId(home)).not.toBe(id);
    expect(JSON.parse(readFileSync(join(home, 'device.json'), 'utf8'))).toHaveProperty('deviceId');
  });
});

describe('home folder', () => {
  const userHome = '/home/agent';
  test.each([
    [{ TASHI_DESK_HOME: '/x' }, 'linux', '/x'],
    [{ XDG_DATA_HOME: '/data' }, 'linux', '/data/tashi-desk'],
    [{}, 'linux', '/home/agent/.local/share/tashi-desk'],
    [{}, 'darwin', '/home/agent/Library/Application Support/tashi-desk'],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/tashi-desk'],
  ] as const)('%o on %s is %s', (env, platform, folder) => {
    expect(resolveHomeFolder({ env, platform, userHome })).toBe(folder);
  });
});
