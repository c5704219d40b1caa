import type { ShellWindow } from '../../../shared/domain/shell-window.ts';
import type { EventName } from '../../../shared/ipc/channels.ts';
import type { Result } from '../../../shared/ipc/result.ts';

/** The core as a shell sees it. A shell only carries: it opens, passes messages through and closes. */
export interface CorePort {
  /** Never throws for expected failures; `sender.isTrusted` is what the shell found out about the page that asks. */
  invoke(name: string, input: unknown, sender: { readonly isTrusted: boolean }): Promise<Result<unknown>>;
  onEvent(listener: (name: EventName, payload: unknown) => void): () => void;
  /** Told each time there is something new that lets a restarted core go on with the session; null: nothing to go on with. */
  onHandleChanged(listener: (handle: string | null) => void): () => void;
  close(): Promise<void>;
}

/**
 * Ends this desk and opens it on another profile, or on the same one anew. Answers before it ends anything: the address
 * the page has to go to, null where the shell takes the page along. Fails with `profile.busy`.
 */
export type OpenProfile = (name: string) => Promise<Result<{ readonly address: string | null }>>;

/** What only a shell can know. */
export interface CoreSeating {
  readonly home: string;
  readonly profileName: string;
  readonly shell: 'electron' | 'browser';
  readonly handle?: string;
  readonly openProfile: OpenProfile;
  /** Of a shell that has a window of its own. */
  readonly window?: ShellWindow;
}

export type OpenCore = (seating: CoreSeating) => Promise<CorePort>;
