import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';
import type Electron from 'electron';
import { commandNames } from '../../../src/shared/ipc/channels.ts';
import type { Result } from '../../../src/shared/ipc/result.ts';
import type { BootReport, FrameKind, HeadsetReport } from './boot-report.ts';

/**
 * Boots the built Electron bundle under plain Node, with a stub where it imports electron, works through everything the
 * shell promises, and hands the findings to the parent. A process of its own: the bundle owns the process it runs in.
 */
const built = (path: string): string => pathToFileURL(resolve(import.meta.dirname, '../../../out', path)).href;
const stubUrl = new URL('../../fakes/electron-stub.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: stubUrl, shortCircuit: true } : next(specifier, context),
});
const stub = (await import(stubUrl)) as typeof import('../../fakes/electron-stub.ts');
const { app, seen, world } = stub;

world.hasLock = process.env['STUB_LOCK'] !== 'held';
await import(built('main/electron.js'));
if (!world.hasLock) {
  report({ exitCode: seen.exitCode, windows: seen.windows.length });
} else {
  await until(() => seen.windows[0]?.loaded !== undefined && seen.handlers.size > 0);
  report(await examine());
}

async function examine(): Promise<BootReport> {
  const [window] = seen.windows;
  const [handler] = seen.handlers.values();
  if (!window || !handler) throw new Error('no window');
  const contents = window.webContents;

  const ask = (name: unknown, input: unknown, kind: FrameKind): Promise<Result<unknown>> =>
    handler(frameEvent(kind, contents), name, input) as Promise<Result<unknown>>;
  const answers: BootReport['answers'] = {};
  for (const name of commandNames) answers[name] = codeOf(await ask(name, {}, 'own'));
  const refusals: BootReport['refusals'] = {};
  for (const kind of ['foreign', 'sub', 'gone', 'otherContents'] as const) {
    refusals[kind] = [];
    for (const name of commandNames) refusals[kind].push(codeOf(await ask(name, {}, kind)));
  }
  const unknown = [codeOf(await ask('no:such', {}, 'own')), codeOf(await ask({ toString: 1 }.toString, {}, 'own'))];
  await ask('settings:set', { theme: 'dark' }, 'own');
  await until(() => contents.sent.some(([, name]) => name === 'settingsChanged'));

  const found: BootReport = {
    schemes: seen.schemes,
    isSandboxed: seen.isSandboxed,
    userData: seen.paths.get('userData'),
    locks: seen.locks,
    channels: [...seen.handlers.keys()],
    loaded: window.loaded,
    preferences: window.options.webPreferences,
    menu: seen.menu === null,
    answers,
    refusals,
    unknown,
    eventChannels: [...new Set(contents.sent.map(([channel]) => String(channel)))],
    navigation: navigate(contents),
    windowOpen: contents.openHandler?.({ url: 'https://evil.example/' } as Electron.HandlerDetails).action,
    requests: requestAll(contents as unknown as Electron.WebContents),
    checks: checkAll(),
    headsets: await chooseHeadsets(),
    files: await fetchAll(),
    secondStart: secondStart(window),
    dialAsked: askToDial(window),
    shellWindow: await useShellWindow(window, ask),
    pdf: await savePdfs(ask),
    reloads: crash(contents),
    leaveAsked: askToLeave(window),
    leftAtEnd: [],
    exitCode: undefined,
    relaunched: undefined,
    windows: seen.windows.length,
  };
  const ended = once(app, 'stub-exit');
  const other = process.env['STUB_OPEN_PROFILE'];
  if (other === undefined) app.emit('window-all-closed');
  else found.answers['profiles:open'] = codeOf(await ask('profiles:open', { name: other }, 'own'));
  await ended;
  return { ...found, leftAtEnd: [...seen.shortcuts.keys()], exitCode: seen.exitCode, relaunched: seen.relaunched };
}

function frameEvent(kind: FrameKind, contents: unknown): Electron.IpcMainInvokeEvent {
  const frame = {
    origin: kind === 'foreign' ? 'https://evil.example' : 'tashi://app',
    parent: kind === 'sub' ? {} : null,
  };
  return {
    sender: kind === 'otherContents' ? {} : contents,
    senderFrame: kind === 'gone' ? null : frame,
  } as unknown as Electron.IpcMainInvokeEvent;
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}

/** As systems hand links over: to a second start, on macOS as an event. */
function askToDial(window: (typeof seen.windows)[number]): unknown[] {
  const { sent } = window.webContents;
  const from = sent.length;
  app.emit('second-instance', {}, ['desk', '--flag', 'tel:8001']);
  app.emit('open-url', { preventDefault: () => undefined }, 'sip:8002@pbx.example');
  app.emit('second-instance', {}, ['desk', 'https://pbx.example']);
  return sent.slice(from).map((message) => message.slice(1));
}

type Ask = (name: string, input: unknown, kind: FrameKind) => Promise<Result<unknown>>;

/** The small window, keys of the whole system and notices: what the page asks for, and what it hears of presses. */
async function useShellWindow(window: (typeof seen.windows)[number], ask: Ask): Promise<BootReport['shellWindow']> {
  const { sent } = window.webContents;
  window.calls.length = 0;
  await ask('window:compact', { isOn: true }, 'own');
  await ask('window:compact', { isOn: true }, 'own');
  await ask('window:compact', { isOn: false }, 'own');
  const compact = [...window.calls];

  world.takenKeys.add('F9');
  const [answer, reject, mute] = [
    { id: 'answer', accelerator: 'F2' },
    { id: 'rejectWaiting', accelerator: 'Shift+F4' },
    { id: 'toggleMute', accelerator: 'F9' },
  ];
  const first = await ask('window:hotKeys', { keys: [answer, mute] }, 'own');
  const registered = [[...seen.shortcuts.keys()]];
  let from = sent.length;
  seen.shortcuts.get('F2')?.();
  const pressed = sent.slice(from).map((message) => message.slice(1));
  await ask('window:hotKeys', { keys: [reject] }, 'own');
  registered.push([...seen.shortcuts.keys()]);

  const notice = { title: '来电', body: '电力', answerText: '接听', rejectText: '拒接' };
  for (const id of ['one', 'two', 'three', 'gone', 'left']) await ask('window:showNotice', { ...notice, id }, 'own');
  await ask('window:closeNotice', { id: 'gone' }, 'own');
  from = sent.length;
  window.calls.length = 0;
  seen.notices[0]?.emit('action', { actionIndex: 0 });
  seen.notices[1]?.emit('action', { actionIndex: 1 });
  const focusedBy = window.calls.filter((call) => call === 'focus').length;
  seen.notices[2]?.emit('click', {});
  return {
    ...{ compact, registered, pressed, focusedBy },
    taken: first.ok ? (first.value as { taken: string[] }).taken : [],
    actions: seen.notices[0]?.options.actions?.map(({ text }) => text),
    notices: sent.slice(from).map((message) => message.slice(1)),
    noticeCalls: seen.notices.map(({ calls }) => calls),
  };
}

/** Saved, thought better of, to a folder that is not there, and under a name that would lead out of the folder. */
async function savePdfs(ask: Ask): Promise<BootReport['pdf']> {
  const folder = seen.paths.get('userData') ?? '';
  const answers: unknown[] = [];
  await mkdir(folder, { recursive: true });
  for (const saveTo of [join(folder, 'sheet.pdf'), '', join(folder, 'nowhere', 'sheet.pdf')]) {
    world.saveTo = saveTo;
    const answer = await ask('window:savePdf', { name: 'exam-1001-2026-11-23.pdf' }, 'own');
    answers.push(answer.ok ? answer.value : answer.error.code);
  }
  const refused = [];
  for (const name of ['../out.pdf', 'a/b.pdf', 'sheet.exe', '.pdf', 'a:b.pdf']) {
    refused.push(codeOf(await ask('window:savePdf', { name }, 'own')));
  }
  const written = await readFile(join(folder, 'sheet.pdf'), 'utf8');
  return { answers, refused, proposed: [...new Set(seen.proposed)], written };
}

/** As Electron does when the page stopped its unloading; answers the events that the page was sent for it. */
function askToLeave(window: (typeof seen.windows)[number]): unknown[] {
  const { sent } = window.webContents;
  const from = sent.length;
  window.webContents.emit('will-prevent-unload', { preventDefault: () => undefined });
  return sent.slice(from).map(([, name]) => name);
}

function navigate(contents: NodeJS.EventEmitter): Record<string, boolean> {
  const prevented: Record<string, boolean> = {};
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
    contents.emit(name, { preventDefault: () => (prevented[name] = true) });
  }
  return prevented;
}

function requestAll(contents: Electron.WebContents): Record<string, boolean> {
  const own = { requestingUrl: 'tashi://app/index.html', isMainFrame: true };
  const foreign = { requestingUrl: 'https://evil.example/', isMainFrame: true };
  const lookalike = { requestingUrl: 'tashi://app.evil.example/', isMainFrame: true };
  const asked = {
    microphone: ['media', { ...own, mediaTypes: ['audio'] }],
    camera: ['media', { ...own, mediaTypes: ['video'] }],
    both: ['media', { ...own, mediaTypes: ['audio', 'video'] }],
    unsaid: ['media', own],
    speaker: ['speaker-selection', own],
    notifications: ['notifications', own],
    foreignMicrophone: ['media', { ...foreign, mediaTypes: ['audio'] }],
    lookalikeMicrophone: ['media', { ...lookalike, mediaTypes: ['audio'] }],
    frameMicrophone: ['media', { ...own, isMainFrame: false, mediaTypes: ['audio'] }],
    foreignNotifications: ['notifications', foreign],
    geolocation: ['geolocation', own],
    screen: ['display-capture', own],
    clipboard: ['clipboard-read', own],
    external: ['openExternal', own],
  } as const satisfies Record<string, readonly [string, object]>;
  const granted: Record<string, boolean> = {};
  for (const [what, [permission, details]] of Object.entries(asked)) {
    seen.requestPermission?.(contents, permission, (isGranted) => (granted[what] = isGranted), details);
  }
  return granted;
}

function checkAll(): Record<string, boolean | undefined> {
  const own = 'tashi://app/';
  const main = { isMainFrame: true };
  const check = (
    permission: 'media' | 'notifications' | 'geolocation',
    origin: string,
    details: Electron.PermissionCheckHandlerHandlerDetails,
  ) => seen.checkPermission?.(null, permission, origin, details);
  return {
    microphone: check('media', own, { ...main, mediaType: 'audio' }),
    camera: check('media', own, { ...main, mediaType: 'video' }),
    notifications: check('notifications', own, main),
    foreign: check('media', 'https://evil.example/', { ...main, mediaType: 'audio' }),
    frame: check('media', own, { isMainFrame: false, mediaType: 'audio' }),
    geolocation: check('geolocation', own, main),
  };
}

/** A headset, another one, and a keyboard, as Electron describes them. */
async function chooseHeadsets(): Promise<HeadsetReport> {
  const device = (name: string, productId: number, usagePage: number) =>
    ({ name, deviceId: name, vendorId: 7, productId, collections: [{ usagePage }] }) as unknown as Electron.HIDDevice;
  const [first, second, keyboard] = [device('H1', 1, 0x0b), device('H2', 2, 0x0b), device('keys', 3, 0x01)];
  const check = (asked: Electron.HIDDevice, origin = 'tashi://app/', deviceType: 'hid' | 'usb' = 'hid') =>
    seen.checkDevice?.({ device: asked, origin, deviceType });
  const checkEach = () => ({
    first: check(first),
    second: check(second),
    keyboard: check(keyboard),
    foreign: check(first, 'https://evil.example'),
    usb: check(first, 'tashi://app/', 'usb'),
  });
  const chosen: HeadsetReport['chosen'] = [];
  const choose = async (deviceList: Electron.HIDDevice[], frame: object | null): Promise<void> => {
    const answer = await new Promise<string | null | undefined>((resolve) => {
      seen.sessionEvents.emit('select-hid-device', { preventDefault: () => undefined }, { deviceList, frame }, resolve);
    });
    chosen.push({ device: answer, questions: seen.questions.length });
  };
  const before = checkEach();
  const own = { origin: 'tashi://app', parent: null };
  await choose([keyboard], own);
  await choose([first], { origin: 'https://evil.example', parent: null });
  await choose([first], { ...own, parent: {} });
  await choose([first], null);
  await choose([keyboard, second], own);
  world.answer = 2;
  await choose([first, second], own);
  const after = checkEach();
  return { before, chosen, buttons: seen.questions[0]?.buttons, after };
}

async function fetchAll(): Promise<BootReport['files']> {
  const handler = seen.protocols.get('tashi');
  const found: BootReport['files'] = {};
  for (const url of [
    'tashi://app/',
    'tashi://app/index.html',
    'tashi://other/index.html',
    'tashi://app/..%2f..%2fpackage.json',
    'tashi://app/%2e%2e/main/electron.js',
    'tashi://app/assets',
    'tashi://app/missing.js',
  ]) {
    // Request knows no tashi: addresses; the handler looks at these two fields only.
    const response = await handler?.({ url, method: 'GET' } as Request);
    if (response)
      found[url] = { status: response.status, policy: response.headers.get('content-security-policy') ?? '' };
  }
  return found;
}

function secondStart(window: { calls: string[] }): string[] {
  window.calls.length = 0;
  app.emit('second-instance', {}, ['desk']);
  return [...window.calls];
}

function crash(contents: InstanceType<typeof stub.StubContents>): number {
  contents.emit('render-process-gone', {}, { reason: 'clean-exit' });
  contents.emit('render-process-gone', {}, { reason: 'crashed' });
  return contents.reloads;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10));
}

function report(found: Partial<BootReport>): void {
  process.send?.(found, () => process.exit(0));
}
