import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadDeviceId } from '../../../../src/main/profile/device.ts';
import { resolveHomeFolder } from '../../../../src/main/profile/home-folder.ts';
import { chooseProfileName, keepLiveChoice, profileFolder } from '../../../../src/main/profile/profile-folder.ts';
import { listProfiles } from '../../../../src/main/profile/profile-list.ts';
import { keepDemoCentre, loadProfile } from '../../../../src/main/profile/profile.ts';
import { saveProfile } from '../../../../src/main/profile/save-profile.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';
import { checkSeatConfig } from '../../../../src/shared/setup/check-seat-config.ts';
import type { SeatConfig } from '../../../../src/shared/setup/seat-config.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tashi-profile-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const key = 'A'.repeat(43);
const key2 = `${'C'.repeat(42)}A`;
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

describe('several profiles', () => {
  const config = (name: string, centre: object = {}): SeatConfig => {
    const checked = checkSeatConfig({
      schemaVersion: 1,
      name,
      centre: { ...live.centre, signingKey: key2, ...centre },
    });
    if (!checked.isRight) throw new Error(JSON.stringify(checked.problems));
    return checked.config;
  };
  const fileOf = (name: string): string => readFileSync(join(profileFolder(home, name), 'profile.json'), 'utf8');

  test('the live one that was set up or opened last is the next to open; the demo never takes its place', () => {
    expect(saveProfile(home, config('xining'), false)).toBe('saved');
    expect(saveProfile(home, config('guide'), false)).toBe('saved');
    expect(chooseProfileName(home)).toBe('guide');
    keepLiveChoice(home, 'xining');
    loadProfile(home, 'demo');
    expect(chooseProfileName(home)).toBe('xining');
    rmSync(profileFolder(home, 'xining'), { recursive: true });
    expect(chooseProfileName(home)).toBe('guide');
  });

  test('what is written is for its owner only and loads as it was checked', () => {
    saveProfile(home, config('xining'), false);
    expect(statSync(profileFolder(home, 'xining')).mode & 0o777).toBe(0o700);
    expect(statSync(join(profileFolder(home, 'xining'), 'profile.json')).mode & 0o777).toBe(0o600);
    expect(loadProfile(home, 'xining')).toEqual({ ok: true, value: config('xining') });
  });

  test('the list has the live ones and the demo, names a broken one, and touches nothing', () => {
    saveProfile(home, config('xining'), false);
    put('broken', { ...live, name: 'broken', region: 'China' });
    const before = readdirSync(home, { recursive: true });
    expect(listProfiles(home)).toEqual([
      { name: 'broken', kind: 'live', wrongField: 'region' },
      { name: 'xining', kind: 'live', centreName: '青海热线' },
      { name: 'demo', kind: 'demo' },
    ]);
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  });

  test('a profile is written over only when that was said', () => {
    saveProfile(home, config('xining'), false);
    const before = fileOf('xining');
    const moved = config('xining', { url: 'https://other.example' });
    expect(saveProfile(home, moved, false)).toBe('exists');
    expect(fileOf('xining')).toBe(before);
    expect(saveProfile(home, moved, true)).toBe('saved');
    expect(fileOf('xining')).toContain('https://other.example');
  });

  test('a profile that agents have worked in stays with its centre', () => {
    saveProfile(home, config('xining'), false);
    const before = fileOf('xining');
    const other = config('xining', { sealingKey: `${'B'.repeat(42)}A` });
    mkdirSync(join(profileFolder(home, 'xining'), 'seats'));
    writeFileSync(join(profileFolder(home, 'xining'), 'seats', '9527.db'), '');
    expect(saveProfile(home, other, true)).toBe('otherCentre');
    expect(fileOf('xining')).toBe(before);
    expect(saveProfile(home, config('xining', { name: '青海供电' }), true)).toBe('saved');
    rmSync(join(profileFolder(home, 'xining'), 'seats', '9527.db'));
    expect(saveProfile(home, other, true)).toBe('saved');
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
