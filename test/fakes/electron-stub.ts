import { EventEmitter } from 'node:events';
import type Electron from 'electron';

/**
 * Stands in for the Electron runtime, as far as the desk's bundle uses it. Every part is checked against the real
 * electron.d.ts, so that a call that Electron would not take does not compile here either. What the bundle did lies in
 * `seen`, for a test to look at.
 */
export const seen = {
  isSandboxed: false,
  schemes: [] as Electron.CustomScheme[],
  paths: new Map<string, string>(),
  locks: 0,
  exitCode: undefined as number | undefined,
  relaunched: undefined as readonly string[] | undefined,
  windows: [] as StubWindow[],
  menu: undefined as Electron.Menu | null | undefined,
  handlers: new Map<string, (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown>(),
  protocols: new Map<string, (request: Request) => Response | Promise<Response>>(),
  requestPermission: undefined as Parameters<Electron.Session['setPermissionRequestHandler']>[0] | undefined,
  checkPermission: undefined as Parameters<Electron.Session['setPermissionCheckHandler']>[0] | undefined,
  checkDevice: undefined as Parameters<Electron.Session['setDevicePermissionHandler']>[0] | undefined,
  /** The listeners of the session's own events. */
  sessionEvents: new EventEmitter(),
  questions: [] as Electron.MessageBoxOptions[],
  /** Names of files that the agent was asked about. */
  proposed: [] as (string | undefined)[],
  shortcuts: new Map<string, () => void>(),
  notices: [] as StubNotification[],
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
};

/** The answers that a test may change before the bundle runs. */
export const world = {
  ...{ hasLock: true, answer: 0, takenKeys: new Set<string>() },
  /** Where the agent saves what he is asked about; empty: he thinks better of it. */
  saveTo: '',
};

class StubApp
  extends EventEmitter
  implements
    Pick<
      Electron.App,
      'enableSandbox' | 'setPath' | 'requestSingleInstanceLock' | 'whenReady' | 'relaunch' | 'exit' | 'quit'
    >
{
  enableSandbox(): void {
    seen.isSandboxed = true;
  }
  setPath(name: string, path: string): void {
    seen.paths.set(name, path);
  }
  requestSingleInstanceLock(): boolean {
    seen.locks += 1;
    return world.hasLock;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  relaunch(options?: Electron.RelaunchOptions): void {
    seen.relaunched = options?.args;
  }
  exit(code?: number): void {
    seen.exitCode = code ?? 0;
    this.emit('stub-exit');
  }
  quit(): void {
    const event = { isPrevented: false, preventDefault: () => (event.isPrevented = true) };
    this.emit('will-quit', event);
    if (!event.isPrevented) this.exit(0);
  }
}
export const app = new StubApp();

export class StubContents
  extends EventEmitter
  implements Pick<Electron.WebContents, 'send' | 'setWindowOpenHandler' | 'reload' | 'printToPDF'>
{
  readonly sent: unknown[][] = [];
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined;
  reloads = 0;

  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args]);
    this.emit('stub-sent');
  }
  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }
  reload(): void {
    this.reloads += 1;
  }
  printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    return Promise.resolve(Buffer.from(`%PDF ${JSON.stringify(options)}`));
  }
}

class StubWindow
  extends EventEmitter
  implements
    Pick<Electron.BrowserWindow, 'show' | 'focus' | 'restore' | 'isMinimized' | 'isDestroyed' | 'loadURL'>,
    Pick<
      Electron.BrowserWindow,
      'isMaximized' | 'unmaximize' | 'getBounds' | 'setBounds' | 'setSize' | 'setMinimumSize' | 'setAlwaysOnTop'
    >
{
  static getAllWindows(): StubWindow[] {
    return seen.windows;
  }
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new StubContents();
  readonly calls: string[] = [];
  loaded: string | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    seen.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  show(): void {
    this.calls.push('show');
  }
  focus(): void {
    this.calls.push('focus');
  }
  restore(): void {
    this.calls.push('restore');
  }
  isMinimized(): boolean {
    return true;
  }
  isMaximized(): boolean {
    return true;
  }
  unmaximize(): void {
    this.calls.push('unmaximize');
  }
  getBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1366, height: 768 };
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.calls.push(`bounds ${JSON.stringify(bounds)}`);
  }
  setSize(width: number, height: number): void {
    this.calls.push(`size ${String(width)}×${String(height)}`);
  }
  setMinimumSize(width: number, height: number): void {
    this.calls.push(`atLeast ${String(width)}×${String(height)}`);
  }
  setAlwaysOnTop(flag: boolean): void {
    this.calls.push(flag ? 'onTop' : 'notOnTop');
  }
  isDestroyed(): boolean {
    return false;
  }
  loadURL(url: string): Promise<void> {
    this.loaded = url;
    this.emit('ready-to-show');
    return Promise.resolve();
  }
}
export { StubWindow as BrowserWindow };

export const ipcMain = {
  handle(channel, listener) {
    seen.handlers.set(channel, listener);
  },
} satisfies Pick<Electron.IpcMain, 'handle'>;

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    seen.schemes = schemes;
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged'>;

const sessionProtocol = {
  handle(scheme, handler) {
    seen.protocols.set(scheme, handler);
  },
} satisfies Pick<Electron.Protocol, 'handle'>;

export const session = {
  defaultSession: {
    protocol: sessionProtocol,
    setPermissionRequestHandler(handler) {
      seen.requestPermission = handler;
    },
    setPermissionCheckHandler(handler) {
      seen.checkPermission = handler;
    },
    setDevicePermissionHandler(handler) {
      seen.checkDevice = handler;
    },
    on(event: string, listener: (...args: never[]) => void) {
      seen.sessionEvents.on(event, listener as (...args: unknown[]) => void);
      return this as unknown as Electron.Session;
    },
  } satisfies Pick<
    Electron.Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'on'
  > & { protocol: typeof sessionProtocol },
};

export const dialog = {
  showMessageBox(...args: unknown[]) {
    seen.questions.push(args.at(-1) as Electron.MessageBoxOptions);
    return Promise.resolve({ response: world.answer, checkboxChecked: false });
  },
  showSaveDialog(...args: unknown[]) {
    const options = args.at(-1) as Electron.SaveDialogOptions;
    seen.proposed.push(options.defaultPath);
    const filePath = world.saveTo;
    return Promise.resolve({ canceled: filePath === '', filePath });
  },
} satisfies Pick<typeof Electron.dialog, 'showMessageBox' | 'showSaveDialog'>;

export const globalShortcut = {
  register(accelerator, callback) {
    if (world.takenKeys.has(accelerator)) return false;
    seen.shortcuts.set(accelerator, callback);
    return true;
  },
  unregister(accelerator) {
    seen.shortcuts.delete(accelerator);
  },
} satisfies Pick<typeof Electron.globalShortcut, 'register' | 'unregister'>;

class StubNotification extends EventEmitter implements Pick<Electron.Notification, 'show' | 'close'> {
  static isSupported(): boolean {
    return true;
  }
  readonly options: Electron.NotificationConstructorOptions;
  readonly calls: string[] = [];

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
    seen.notices.push(this);
  }
  show(): void {
    this.calls.push('show');
  }
  close(): void {
    this.calls.push('close');
  }
}
export { StubNotification as Notification };

export const Menu = {
  setApplicationMenu(menu) {
    seen.menu = menu;
  },
  buildFromTemplate() {
    return {} as Electron.Menu;
  },
} satisfies Pick<typeof Electron.Menu, 'setApplicationMenu' | 'buildFromTemplate'>;

export const contextBridge = {
  exposeInMainWorld(key, api) {
    seen.exposed.set(key, api);
  },
} satisfies Pick<Electron.ContextBridge, 'exposeInMainWorld'>;

class StubRenderer extends EventEmitter implements Pick<Electron.IpcRenderer, 'invoke'> {
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    seen.invoked.push([channel, ...args]);
    return Promise.resolve({ ok: true, value: {} });
  }
}
export const ipcRenderer = new StubRenderer();
