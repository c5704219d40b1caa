import type Electron from 'electron';

/** Who asks, over Electron's own channel. Only `own` is the desk's page. */
export type FrameKind = 'own' | 'foreign' | 'sub' | 'gone' | 'otherContents';

/** What the shell did with HID devices, by steps. */
export interface HeadsetReport {
  /** Before anything was chosen: whether each kind of device is the page's to use. */
  readonly before: Record<string, boolean | undefined>;
  /** The device ids that were handed over, and how often the agent was asked by then. */
  readonly chosen: { readonly device: string | null | undefined; readonly questions: number }[];
  readonly buttons: string[] | undefined;
  readonly after: Record<string, boolean | undefined>;
}

/** What the booted bundle did, as one message between processes. */
export interface BootReport {
  readonly schemes: Electron.CustomScheme[];
  readonly isSandboxed: boolean;
  readonly userData: string | undefined;
  readonly locks: number;
  readonly channels: string[];
  readonly loaded: string | undefined;
  readonly preferences: Electron.WebPreferences | undefined;
  /** Whether the application has no menu. */
  readonly menu: boolean;
  /** Code of each command's answer to the own page with an empty input; 'ok' for a success. */
  readonly answers: Record<string, string>;
  readonly refusals: Record<string, string[]>;
  readonly unknown: string[];
  readonly eventChannels: string[];
  readonly navigation: Record<string, boolean>;
  readonly windowOpen: string | undefined;
  readonly requests: Record<string, boolean>;
  readonly checks: Record<string, boolean | undefined>;
  readonly headsets: HeadsetReport;
  readonly files: Record<string, { status: number; policy: string }>;
  readonly secondStart: string[];
  /** What the page was told of links: of a second start with one, of the system's own event, of a start without one. */
  readonly dialAsked: unknown[];
  readonly shellWindow: {
    /** What was done to the window to make it small twice, and large once. */
    readonly compact: string[];
    /** Keys of the whole system after each change. */
    readonly registered: string[][];
    readonly taken: string[];
    readonly pressed: unknown[];
    readonly actions: (string | undefined)[] | undefined;
    /** How often the window came to the front for a call that was answered and one that was refused. */
    readonly focusedBy: number;
    readonly notices: unknown[];
    readonly noticeCalls: string[][];
  };
  /** What was answered, proposed and written when the page was saved as a PDF file. */
  readonly pdf: {
    readonly answers: unknown[];
    readonly refused: string[];
    readonly proposed: (string | undefined)[];
    readonly written: string;
  };
  /** Keys of the whole system that outlived the desk. */
  readonly leftAtEnd: string[];
  readonly reloads: number;
  /** Events to the page when it would not be closed. */
  readonly leaveAsked: unknown[];
  readonly exitCode: number | undefined;
  /** Arguments of the desk that takes over, when another profile was asked for. */
  readonly relaunched: readonly string[] | undefined;
  readonly windows: number;
}
