import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNames } from '../../../src/shared/ipc/channels.ts';
import { newHome } from '../../e2e/support/launcher.ts';
import type { BootReport } from './boot-report.ts';

async function boot(home: string, env: NodeJS.ProcessEnv = {}): Promise<BootReport> {
  const child = fork(join(import.meta.dirname, 'electron-boot.ts'), [], {
    env: { ...process.env, TASHI_DESK_HOME: home, TASHI_DESK_CHECKED: '1', NODE_OPTIONS: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (data: Buffer) => (said += data.toString()));
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  if (typeof first !== 'object' || first === null) throw new Error(`ended with ${String(first)}: ${said}`);
  if (child.exitCode === null) await once(child, 'exit');
  return first as BootReport;
}

describe('the built Electron bundle, on a stub typed by electron.d.ts', () => {
  const home = newHome();
  let found: BootReport;

  beforeAll(async () => {
    found = await boot(home);
  });
  afterAll(() => {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  it('gives every command of the contract a handler', () => {
    expect(Object.keys(found.answers).sort()).toEqual([...commandNames].sort());
    for (const [name, code] of Object.entries(found.answers)) {
      expect(['ipc.unknownCommand', 'ipc.untrustedSender', 'internal'], `${name}: ${code}`).not.toContain(code);
    }
    expect(found.answers['app:bootstrap']).toBe('ok');
    expect(found.unknown).toEqual(['ipc.unknownCommand', 'ipc.unknownCommand']);
  });

  it.each(['foreign', 'sub', 'gone', 'otherContents'])('refuses every command to the frame kind %s', (kind) => {
    expect(found.refusals[kind]).toEqual(commandNames.map(() => 'ipc.untrustedSender'));
  });

  it('carries everything over one channel each way', () => {
    expect(found.channels).toEqual(['desk:invoke']);
    expect(found.eventChannels).toEqual(['desk:event']);
  });

  it('gives the window no Node and no other origin', () => {
    expect(found.isSandboxed).toBe(true);
    expect(found.preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      backgroundThrottling: false,
    });
    expect(found.preferences?.preload).toMatch(/out[\\/]preload[\\/]index\.cjs$/);
    expect(found.loaded).toBe('tashi://app/');
    expect(found.schemes).toEqual([
      { scheme: 'tashi', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
    ]);
    expect(found.menu).toBe(true);
  });

  it('goes nowhere else and opens nothing', () => {
    expect(found.navigation).toEqual({
      'will-navigate': true,
      'will-frame-navigate': true,
      'will-redirect': true,
      'will-attach-webview': true,
    });
    expect(found.windowOpen).toBe('deny');
  });

  it('grants microphone, speaker choice and notifications to its own page, and nothing else to anybody', () => {
    const granted = (table: Record<string, boolean | undefined>): string[] =>
      Object.keys(table).filter((what) => table[what] === true);
    expect(granted(found.requests)).toEqual(['microphone', 'speaker', 'notifications']);
    expect(Object.keys(found.requests)).toHaveLength(14);
    expect(granted(found.checks)).toEqual(['microphone', 'notifications']);
  });

  it('hands over the headsets that the agent chose, and no other device', () => {
    const nothing = { first: false, second: false, keyboard: false, foreign: false, usb: false };
    const { before, chosen, buttons, after } = found.headsets;
    expect(before).toEqual(nothing);
    // A keyboard; three frames that are not the page; the only headset; two of them, of which he wants neither.
    expect(chosen.map(({ device }) => device)).toEqual([null, null, null, null, 'H2', null]);
    expect(chosen.map(({ questions }) => questions)).toEqual([0, 0, 0, 0, 0, 1]);
    expect(buttons).toEqual(['H1', 'H2', '都不是']);
    expect(after).toEqual({ ...nothing, second: true });
    const file = join(home, 'profiles', 'demo', 'headsets.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([{ vendorId: 7, productId: 2 }]);
  });

  it('makes its window small above all others, and as it was', () => {
    expect(found.shellWindow.compact).toEqual([
      ...['unmaximize', 'atLeast 380×480', 'size 380×480', 'onTop'],
      ...['atLeast 1024×640', 'bounds {"x":10,"y":20,"width":1366,"height":768}', 'notOnTop'],
    ]);
  });

  it('has the keys of the whole system that the agent chose, says which another program has, and leaves none', () => {
    const { registered, taken, pressed } = found.shellWindow;
    expect(registered).toEqual([['F2'], ['Shift+F4']]);
    expect(taken).toEqual(['toggleMute']);
    expect(pressed).toEqual([['hotKeyPressed', { id: 'answer' }]]);
    expect(found.leftAtEnd).toEqual([]);
  });

  it('tells of a call with keys to answer and refuse it; refused, the desk stays where it is; a page that dies leaves none', () => {
    const { actions, notices, noticeCalls, focusedBy } = found.shellWindow;
    expect(actions).toEqual(['接听', '拒接']);
    expect(notices).toEqual([
      ['noticePressed', { id: 'one', deed: 'answer' }],
      ['noticePressed', { id: 'two', deed: 'reject' }],
      ['noticePressed', { id: 'three', deed: 'open' }],
    ]);
    expect(focusedBy).toBe(1);
    expect(noticeCalls).toEqual([['show'], ['show'], ['show'], ['show', 'close'], ['show', 'close']]);
  });

  it('saves what the page prints as a PDF file where the agent says, and says when that failed', () => {
    const { answers, refused, proposed, written } = found.pdf;
    expect(answers).toEqual([{ isDone: true, file: 'saved' }, { isDone: true, file: 'left' }, 'file.notSaved']);
    expect(new Set(refused)).toEqual(new Set(['ipc.invalidInput']));
    expect(proposed).toEqual(['exam-1001-2026-11-23.pdf']);
    expect(written).toBe('%PDF {"preferCSSPageSize":true,"generateTaggedPDF":true}');
  });

  it('serves the built page under its policy and nothing outside it', () => {
    const status = Object.fromEntries(Object.entries(found.files).map(([url, file]) => [url, file.status]));
    expect(status).toEqual({
      'tashi://app/': 200,
      'tashi://app/index.html': 200,
      'tashi://other/index.html': 404,
      'tashi://app/..%2f..%2fpackage.json': 404,
      'tashi://app/%2e%2e/main/electron.js': 404,
      'tashi://app/assets': 404,
      'tashi://app/missing.js': 404,
    });
    for (const { policy } of Object.values(found.files)) {
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
    }
  });

  it('runs once per profile and comes to the front on a second start', async () => {
    expect(found.locks).toBe(1);
    expect(found.userData).toBe(join(home, 'profiles', 'demo', 'electron'));
    expect(found.secondStart).toEqual(['restore', 'show', 'focus']);
    expect(found.dialAsked).toEqual([
      ['dialAsked', { link: 'tel:8001' }],
      ['dialAsked', { link: 'sip:8002@pbx.example' }],
    ]);
    const second = await boot(home, { STUB_LOCK: 'held' });
    expect(second).toMatchObject({ exitCode: 0, windows: 0 });
  });

  it('lets the page ask the agent when it would not be closed', () => {
    expect(found.leaveAsked).toEqual(['leaveAsked']);
  });

  it('starts again on the profile that was chosen, with its files closed before', async () => {
    const own = newHome();
    try {
      const folder = join(own, 'profiles', 'xining');
      mkdirSync(folder, { recursive: true });
      const key = 'A'.repeat(43);
      const centre = { name: 'x', url: 'https://desk.example.org', sealingKey: key, signingKey: key };
      writeFileSync(
        join(folder, 'profile.json'),
        JSON.stringify({ schemaVersion: 1, name: 'xining', kind: 'live', centre }),
      );
      const left = await boot(own, { STUB_OPEN_PROFILE: 'demo' });
      expect(left.userData).toBe(join(folder, 'electron'));
      expect(left.answers['profiles:open']).toBe('ok');
      expect(left.relaunched?.slice(-2)).toEqual(['--profile', 'demo']);
      expect(left.exitCode).toBe(0);
      expect(existsSync(join(folder, 'instance.token'))).toBe(false);
    } finally {
      rmSync(own, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('loads the page again when its process crashed, and closes the core before it ends', () => {
    expect(found.reloads).toBe(1);
    expect(found.exitCode).toBe(0);
  });
});
